import type { HttpResponse } from '../world.ts';

/** Node's flat list of names and values in pairs, as `HttpResponse` has them; the pseudo-headers of HTTP/2 left out. */
export const headerPairs = (flat: readonly string[]): HttpResponse['headers'] =>
  flat.flatMap((name, index) =>
    index % 2 === 0 && !name.startsWith(':') ? [[name.toLowerCase(), flat[index + 1] ?? ''] as const] : [],
  );
