/**
 * Reads an address as the WHATWG URL Standard does; `undefined` if it is none. Not by `URL.canParse`: on Node 20, once it has
 * been optimised, that takes Latin-1 text for UTF-8 and finds no address in `https://müller.example/`.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
