import type { HttpRequest } from '../world.ts';
import type { Route } from './dial.ts';
import { proxyCredentials } from './proxy-connection.ts';

/** One request: where to, and with which headers besides `Host` and those that its content needs. */
export interface Ask extends Pick<HttpRequest, 'method'> {
  readonly route: Route;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a `POST`, in UTF-8. */
  readonly content?: Uint8Array;
}

/**
 * The method and target of the request line, and all headers. A plain request through a proxy names the whole address
 * (RFC 9112 §3.2.2) and brings the proxy's credentials; through a tunnel nothing of the proxy is seen.
 */
export const requestOf = ({
  route: { url, proxy },
  method,
  headers,
  content,
}: Ask): Pick<Ask, 'method'> & { readonly path: string; readonly headers: Record<string, string> } => {
  const path = `${url.pathname}${url.search}`;
  const all = { host: url.host, ...headers, ...lengthOf(content) };
  return proxy === undefined || url.protocol === 'https:'
    ? { method, path, headers: all }
    : { method, path: `${url.origin}${path}`, headers: { ...all, ...proxyCredentials(proxy) } };
};

/** Said beforehand, as many a server takes no content whose length it does not know (RFC 9110 §8.6). */
export const lengthOf = (content: Uint8Array | undefined): Readonly<Record<string, string>> =>
  content === undefined ? {} : { 'content-length': String(content.length) };
