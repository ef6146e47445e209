import { hash } from 'node:crypto';

/** Tells texts apart: SHA-256 of their UTF-8, as hex. */
export const digestOf = (text: string): string => hash('sha256', text, 'hex');
