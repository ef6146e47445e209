import { STATUS_CODES } from 'node:http';
import type { HttpRequest, HttpResponse } from '../world.ts';

/** An HTTP/1.1 message as text, Latin-1, to the empty line that ends its head. */
const message = (firstLine: string, headers: readonly (readonly [name: string, value: string])[]): string =>
  [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');

/** Cookies that a site gave us on the way name a visitor. */
const unwritten = new Set(['cookie', 'host']);

/** The head of a request. */
export function requestHead({ method, url, headers }: HttpRequest): string {
  const { host, pathname, search } = new URL(url);
  const written = Object.entries(headers).filter(([name]) => !unwritten.has(name.toLowerCase()));
  return message(`${method} ${pathname}${search} HTTP/1.1`, [['host', host], ...written]);
}

/** What no longer fits a body that was taken out of its codings, and may be cut; and what names a visitor. */
const movedAside = /^(?:content-encoding|content-length|transfer-encoding|set-cookie)$/;

/**
 * The head of a response whose body follows decoded. The headers that spoke of its codings and of its length are kept under
 * `x-orig-…`, as crawlers that see decoded bodies do; of a cookie only its name.
 */
export function responseHead({ status, headers, body }: HttpResponse): string {
  const written = headers.flatMap(([name, value]): (readonly [string, string])[] => {
    // A parser that forgives much may let a header through that would end ours.
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return [];
    const text = value.replaceAll(/[\r\n\0]+/g, ' ');
    if (!movedAside.test(name)) return [[name, text]];
    return [[`x-orig-${name}`, name === 'set-cookie' ? (/^[^=;]*/.exec(text)?.[0] ?? '') : text]];
  });
  // What the server itself said there is not kept, and means nothing (RFC 9112 §4); but replaying programs want something.
  return message(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`, [
    ...written,
    ['content-length', String(body.length)],
  ]);
}
