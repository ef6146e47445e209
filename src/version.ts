import { createRequire } from 'node:module';

const about = createRequire(import.meta.url)('../package.json') as {
  readonly version: string;
  readonly homepage: string;
};

/** This program's version, as its package says it. */
export const version = about.version;

/** How the program introduces itself to every server: a name, a version, and where to ask about it. */
export const userAgent = `audit-links/${about.version} (+${about.homepage})`;
