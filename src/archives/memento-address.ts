import { isSameSite } from '../judge/same-site.ts';
import { parseUrl } from '../parse-url.ts';
import type { ArchiveLookup } from './archive.ts';
import { isDeprecated } from '../archived/deprecated.ts';
import { recogniseArchived, speaksMemento } from '../archived/recognise.ts';
import { inMode } from '../archived/replay-mode.ts';

/** One lookup in one archive. */
export interface Errand {
  readonly archive: string;
  /** The TimeGate: an original address stands behind it. */
  readonly gate: string;
  readonly lookup: ArchiveLookup;
  /** Questions asked so far: none is asked twice. */
  readonly asked: Set<string>;
}

/** Where to look: at an address, for what it should show. */
export interface Step {
  readonly url: string;
  /** The original address. */
  readonly of: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address as the archive wrote it, where another form of it is tried first. */
  readonly asWritten?: string;
}

/** Asks the TimeGate for the capture nearest to a moment (RFC 7089 §2.1.1: RFC 1123 form, GMT). */
export const throughGate = ({ gate }: Pick<Errand, 'gate'>, of: string, moment: string): Step => ({
  url: `${gate}${of}`,
  of,
  headers: { 'accept-datetime': new Date(moment).toUTCString() },
});

/**
 * Asks for a capture as it was archived: as people see it, pywb's and OpenWayback's captures are rewritten, or stand in a frame
 * that answers 200 whatever was archived (webrecorder/pywb#843).
 */
export const asArchived = (url: string, of: string): Step => {
  const raw = inMode(url, 'id_');
  return raw === url ? { url, of } : { url: raw, of, asWritten: url };
};

/**
 * An address that an archive names, if it lies with it; `undefined` for any other. An aggregator's captures lie with others: with
 * those that are known by their addresses and answer as RFC 7089 says.
 */
export function inside({ gate }: Pick<Errand, 'gate'>, address: string, base: string): string | undefined {
  const [home, there] = [parseUrl(gate), parseUrl(address, base)];
  if (home === undefined || there === undefined || !/^https?:$/.test(there.protocol)) return undefined;
  // Behind a proxy that ends TLS, archives believe that they are asked by http.
  if (there.host === home.host) there.protocol = home.protocol;
  const archive = recogniseArchived(there.href)?.archive;
  if (archive !== undefined && isDeprecated(archive)) return undefined;
  return isSameSite(home, there) || (archive !== undefined && speaksMemento(archive)) ? there.href : undefined;
}
