import type { Route } from './dial.ts';
import { proxyCredentials } from './proxy-connection.ts';

/** One GET: where to, and with which headers besides `Host`. */
export interface Ask {
  readonly route: Route;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The target of the request line, and all headers. A plain request through a proxy names the whole address
 * (RFC 9112 §3.2.2) and brings the proxy's credentials; through a tunnel nothing of the proxy is seen.
 */
export const requestOf = ({
  route: { url, proxy },
  headers,
}: Ask): { readonly path: string; readonly headers: Record<string, string> } => {
  const path = `${url.pathname}${url.search}`;
  return proxy === undefined || url.protocol === 'https:'
    ? { path, headers: { host: url.host, ...headers } }
    : { path: `${url.origin}${path}`, headers: { host: url.host, ...headers, ...proxyCredentials(proxy) } };
};
