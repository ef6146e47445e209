import { createHash } from 'node:crypto';

/** Tells texts apart: SHA-256 of their UTF-8, as hex. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
