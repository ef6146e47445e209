/**
 * Secrets in addresses, which documents and redirects carry more often than people think. What is redacted cannot be
 * pasted back; a secret in a build log is worse.
 */
const stars = '***';

/**
 * The authority of an address (RFC 3986 §3.2), also of one that stands inside another, encoded or not. Matched to its
 * end and taken apart afterwards: looking for the `@` here would take quadratic time where there is none.
 */
const authority = /(?<=:\/\/|\b(?:https?|ftp|wss?):[/\\]{0,9})[^\s/\\?#]+/gi;
const encodedAuthority = /(?<=(?::|%3A)%2F%2F)(?:(?!%2F|%3F|%23|%26)[^\s/\\?#&])+/gi;

/** Stars for all that stands before the last `@`. */
const withoutUserinfo =
  (sign: '@' | '%40') =>
  (part: string): string => {
    const end = part.lastIndexOf(sign);
    return end === -1 ? part : `${stars}${part.slice(end)}`;
  };

/** The same where all the text is one address: then it may hold spaces and what WHATWG URL takes for slashes. */
const userinfoOfAddress = /^((?:https?|ftp|wss?):[/\\]*|[/\\]{2,})[^/\\?#]*@/i;

/** Names that say that the value is a secret, and the sign between the two. */
const secretName = [
  /[\w.-]{0,40}(?:token|secret|password|passwd|signature|apikey|api[_-]key|credential|sessionid)/.source,
  /(?:[\w.-]{0,40}[_.-])?(?:sig|auth|session|jwt|pwd)/.source,
  /(?:access|private|auth|client|account|shared)[_-]?key/.source,
  /x-(?:amz|goog)-[\w-]{1,40}/.source,
  /awsaccesskeyid/.source,
].join('|');
const equals = /=|%3D/.source;

/** Parameters of a query or a fragment that have such a name. */
const secret = new RegExp(`(?<=(?:[?&#;]|%3F|%26|%23))(${secretName})(${equals})(?:(?!%26|%23)[^\\s&#;"'<>])+`, 'gi');
const namedSecret = new RegExp(`(?:${equals})(?<=(?:${secretName})(?:${equals}))`, 'i');

/**
 * Tells of most texts at once that they hold nothing to redact: each secret has an `@` behind it or its name and `=` before it. None of
 * these characters is escaped in JSON, so that its text tells as much as all the strings in it.
 */
export const mayHoldSecret = (text: string): boolean =>
  text.includes('@') || text.includes('%40') || namedSecret.test(text);

/** Any text, with the secrets of the addresses in it starred out. */
export const redact = (text: string): string =>
  mayHoldSecret(text)
    ? text
        .replace(authority, withoutUserinfo('@'))
        .replace(encodedAuthority, withoutUserinfo('%40'))
        .replace(secret, `$1$2${stars}`)
    : text;

/** The same for what is known to be one address, however oddly it is written. URL parsers skip its tabs and line ends. */
export const redactAddress = (address: string): string =>
  redact(address.replace(/[\t\n\r]/g, '').replace(userinfoOfAddress, `$1${stars}@`));
