import type { IncomingMessage } from 'node:http';
import { serveHttp } from './http-server.ts';
import type { Listening, Served } from './served.ts';

/** One order as it came. */
interface Order {
  readonly headers: IncomingMessage['headers'];
  readonly fields: Readonly<Record<string, string>>;
}

/** A Wayback Machine that holds nothing, and saves what it is asked to. */
export interface ServedSavePageNow extends Served {
  /** For `--wayback-url`. */
  readonly base: string;
  readonly orders: readonly Order[];
  /** Captures that were under way at once, at most. */
  most(): number;
}

interface Stage {
  /** `<access>:<secret>` of the one account that it knows. */
  readonly keys: string;
  /** Captures that the account may have under way. */
  readonly sessions?: number;
  /** A capture is under way until it was asked after so often. */
  readonly polls?: number;
  /** What becomes of a page; a success if nothing. */
  readonly outcomes?: Readonly<Record<string, { readonly status_ext: string }>>;
}

/** Speaks as the real service was recorded: errors come with status 200, and keys that it does not know get 401. */
export const serveSavePageNow = async (
  { keys, sessions = 3, polls = 2, outcomes = {} }: Stage,
  listening?: Listening,
): Promise<ServedSavePageNow> => {
  const orders: Order[] = [];
  const jobs = new Map<string, { readonly url: string; polls: number }>();
  let most = 0;
  const underWay = (): number => [...jobs.values()].filter((job) => job.polls < polls).length;
  const status = (id: string): object => {
    const job = jobs.get(id);
    if (job === undefined) return { status: 'error', status_ext: 'error:job-not-found' };
    job.polls += 1;
    if (job.polls < polls) return { status: 'pending', job_id: id, resources: [] };
    const outcome = outcomes[job.url];
    return outcome === undefined
      ? {
          status: 'success',
          job_id: id,
          original_url: job.url,
          timestamp: timestamp(),
          http_status: 200,
          resources: [],
        }
      : { status: 'error', job_id: id, ...outcome };
  };
  const order = (request: IncomingMessage, fields: Order['fields']): object => {
    orders.push({ headers: request.headers, fields });
    if (underWay() >= sessions) return { status: 'error', status_ext: 'error:user-session-limit' };
    const id = `spn2-${orders.length}`;
    jobs.set(id, { url: fields['url'] ?? '', polls: 0 });
    most = Math.max(most, underWay());
    return { url: fields['url'], job_id: id };
  };

  const served = await serveHttp((request, response) => {
    const { method, url = '', headers } = request;
    const json = (body: object, code = 200): void =>
      void response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.startsWith('/cdx/')) return json([]);
    if (!url.startsWith('/save')) return void response.writeHead(404).end();
    if (headers.authorization !== `LOW ${keys}`) return json({ message: 'You need to be logged in.' }, 401);
    if (method === 'POST' && url === '/save')
      return void formOf(request).then((fields) => json(order(request, fields)));
    if (url === '/save/status/system') return json({ status: 'ok', queues: {}, recent_captures: 9 });
    if (url === '/save/status/user') {
      const counts = { daily_captures: orders.length, daily_captures_limit: 30_000 };
      return json({ processing: underWay(), available: sessions - underWay(), ...counts });
    }
    return json(status(url.replace('/save/status/', '')));
  }, listening);
  return { ...served, base: `http://${served.address}:${served.port}`, orders, most: () => most };
};

const timestamp = (): string => new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);

const formOf = async (request: IncomingMessage): Promise<Order['fields']> => {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += String(part);
  return Object.fromEntries(new URLSearchParams(text));
};
