import type { Exchange, HttpRequest, HttpResponse } from '../world.ts';
import { requestHead, responseHead } from './warc-message.ts';

/** One record of a WARC file (ISO 28500:2017, WARC 1.1), before its digests and lengths are known. */
export interface WarcRecord {
  readonly type: 'warcinfo' | 'response' | 'request' | 'metadata';
  /** `WARC-Record-ID`. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly targetUri?: string;
  /** Further named fields. */
  readonly fields: Readonly<Record<string, string>>;
  /** The head of the HTTP message; empty in records that have none. Latin-1. */
  readonly head: string;
  readonly payload: Uint8Array;
}

/** Makes a new `<urn:uuid:…>` at each call. */
export type NewId = () => string;

/** Who made the file, and how: the first record of a file. */
export function warcinfo(
  about: { readonly software: string; readonly userAgent: string; readonly options: object; readonly at: number },
  newId: NewId,
): WarcRecord {
  return {
    type: 'warcinfo',
    id: newId(),
    date: dateOf(about.at),
    fields: {},
    head: '',
    payload: warcFields({
      software: about.software,
      format: 'WARC File Format 1.1',
      conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      // Addresses that a person has published are looked at one by one, as a reader would.
      robots: 'ignore',
      'http-header-user-agent': about.userAgent,
      'audit-links-options': JSON.stringify(about.options),
    }),
  };
}

/** The records of one exchange, those that belong together pointing to the first. */
export function recordsOf(exchange: Exchange, warcinfoId: string, newId: NewId): readonly WarcRecord[] {
  const { at, request, outcome } = exchange;
  const common = { date: dateOf(at), targetUri: request.url };
  const fields = { 'WARC-Warcinfo-ID': warcinfoId, ...addressField(request) };
  if (outcome.type === 'failure') {
    const payload = warcFields({ 'fetch-failure': outcome.code, detail: outcome.detail });
    return [{ ...common, type: 'metadata', id: newId(), fields, head: '', payload }];
  }
  const { response } = outcome;
  const id = newId();
  const concurrent = { ...fields, 'WARC-Concurrent-To': id };
  return [
    {
      ...common,
      type: 'response',
      id,
      fields: { ...fields, ...truncationField(response) },
      head: responseHead(response),
      payload: response.body,
    },
    {
      ...common,
      type: 'request',
      id: newId(),
      fields: concurrent,
      head: requestHead(request),
      payload: new Uint8Array(),
    },
    ...(request.tls === 'verified'
      ? []
      : [
          {
            ...common,
            type: 'metadata' as const,
            id: newId(),
            fields: concurrent,
            head: '',
            payload: warcFields({ certificate: 'not verified' }),
          },
        ]),
  ];
}

const dateOf = (at: number): string => new Date(at).toISOString();

/** Of several addresses that might be dialled, nobody tells which one was. */
const addressField = ({ addresses: [address, ...others] }: HttpRequest): Readonly<Record<string, string>> =>
  address === undefined || others.length > 0 ? {} : { 'WARC-IP-Address': address };

/** Why a payload is not all that there was (§5.13). */
function truncationField({ end, coding }: HttpResponse): Readonly<Record<string, string>> {
  if (coding !== 'ok') return { 'WARC-Truncated': 'unspecified' };
  if (end === 'complete') return {};
  return { 'WARC-Truncated': end === 'truncated' ? 'length' : 'disconnect' };
}

/** `application/warc-fields`; a value is one line. */
const warcFields = (fields: Readonly<Record<string, string>>): Uint8Array =>
  new TextEncoder().encode(
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value.replaceAll(/\s+/g, ' ')}\r\n`)
      .join(''),
  );
