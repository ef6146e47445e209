import { createRequire } from 'node:module';

// By our own name, as this file's depth is another in the built program.
const about = createRequire(import.meta.url)('audit-links/package.json') as {
  readonly version: string;
  readonly homepage: string;
};

/** This program's version, as its package says it. */
export const version = about.version;

/** How the program introduces itself to every server: a name, a version, and where to ask about it. */
export const userAgent = `audit-links/${about.version} (+${about.homepage})`;
