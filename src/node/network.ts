import type { Http } from '../world.ts';
import type { HttpOptions } from './http.ts';
import { proxiesFrom } from './proxy.ts';

type Network = Http & { close(): Promise<void> };

/**
 * The `Http` port of `http.ts`, loaded by the first who asks: some runs ask nobody. Throws `UsageError` for a proxy that is none,
 * whether it will be needed or not.
 */
export function createNetwork(options: HttpOptions): Network {
  const proxyOf = proxiesFrom(options.env);
  let loading: Promise<Network> | undefined;
  const load = async (): Promise<Network> => {
    const { createHttp } = await import('./http.ts');
    return createHttp(options);
  };
  const loaded = (): Promise<Network> => {
    loading ??= load();
    return loading;
  };
  return {
    exchange: async (request, signal) => (await loaded()).exchange(request, signal),
    viaProxy: (url) => proxyOf(new URL(url)) !== undefined,
    close: async () => (await loading)?.close(),
  };
}
