import { setMaxListeners } from 'node:events';
import { inspect, unasked } from '../inspect/inspect.ts';
import type { Passage } from '../inspect/traced.ts';
import { conclude } from '../judge/conclude.ts';
import { readLook, rulesAsked } from '../judge/reading.ts';
import type { ArchiveResponse } from '../archives/archive.ts';
import type { Drift } from '../model/drift.ts';
import type { Look, LookEnd } from '../model/observation.ts';
import type { AuditOptions } from '../options/schema.ts';
import { resolve } from '../resolve.ts';
import { createTools } from '../tools.ts';
import type { World } from '../world.ts';

/** One question to an archive, and what came back. */
export interface ArchivePassage {
  readonly url: string;
  readonly response: ArchiveResponse;
}

/**
 * Looks at one address as an audit would, and tells every step: what went through each layer, how each look was read, what
 * the archive was asked, and the verdict. Lines of text, not yet sanitised.
 */
export async function trace(
  address: string,
  options: AuditOptions,
  world: World,
  signal: AbortSignal,
): Promise<string> {
  // Every look and every wait listens to it.
  setMaxListeners(0, signal);
  const passages: Passage[] = [];
  const asked: ArchivePassage[] = [];
  const notices: string[] = [];
  const start = world.clock.monotonic();
  const tools = createTools(options, world, {
    onNotice: (text) => notices.push(text),
    onPassage: (passage) => passages.push(passage),
    onArchive: (passage) => asked.push(passage),
  });
  const { target, fragment, credentials } = resolve({ href: address, syntax: 'inline' });
  const about = {
    kinds: () => ['link'] as const,
    citedAt: options.citedAt,
    language: undefined,
    embeddedFrom: undefined,
  };
  const inspection = target.type === 'web' ? await inspect(target, about, tools, signal) : unasked(target);
  const { verdict, archive, outlook, observation, drift } = conclude(
    inspection,
    ['link'],
    options.drift ? [] : undefined,
  );
  const context = { url: target.url, kinds: ['link'] as const, token: tools.token };
  return [
    `target   ${target.url}`,
    ...(fragment === undefined ? [] : [`         #${fragment} is kept apart`]),
    ...(credentials ? ['         user name and password are left out'] : []),
    '',
    ...steps(passages, start),
    ...(observation?.looks ?? []).flatMap((look) => readAs(look, readLook(look, context), rulesAsked(look, context))),
    `verdict  ${verdict.status}/${verdict.reason}${outlook === undefined ? '' : `, ${outlook}`}`,
    ...verdict.evidence.map(({ code, detail }) => `         ${code}: ${detail}`),
    '',
    ...asked.map(({ url, response }) => `asked    ${url} -> ${responseText(response)}`),
    `archive  ${archive.state}`,
    ...archive.asked.map(
      ({ archive: name, answer, detail }) => `         ${name}: ${answer}${detail === '' ? '' : `, ${detail}`}`,
    ),
    ...archive.captures.map(
      ({ url, usable, httpStatus, fit = 'usable', problem = 'not usable' }) =>
        `         ${url} ${httpStatus ?? ''} ${usable ? fit : problem}`,
    ),
    ...(drift === undefined ? [] : [`drift    ${driftText(drift)}`]),
    ...notices.map((text) => `notice   ${text}`),
    '',
  ].join('\n');
}

/** Innermost layers end first, so a passage is told before the ones around it: each look reads from the wire outwards. */
function steps(passages: readonly Passage[], start: number): readonly string[] {
  const rows = passages.map(({ layer, purpose, url, startedMs, endedMs, addresses, end }) => [
    `+${Math.round(startedMs - start)} ms`,
    layer,
    purpose,
    `${Math.round(endedMs - startedMs)} ms`,
    `${url}${layer === 'exchange' && addresses !== undefined ? ` at ${addresses.join(', ') || 'the proxy'}` : ''} -> ${endText(end)}`,
  ]);
  const header = ['at', 'layer', 'look', 'took', 'what'];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ');
  return rows.length === 0 ? [] : [line(header), ...rows.map(line), ''];
}

const readAs = (
  { purpose }: Look,
  reading: ReturnType<typeof readLook>,
  rules: readonly string[],
): readonly string[] => [
  ...(rules.length === 0 ? [] : [`weighed  ${purpose}: ${rules.join(', ')}`]),
  `read     ${purpose}: ${reading.status}/${reading.reason}${reading.claim === undefined ? '' : `, would be ${reading.claim.reason} if confirmed`}`,
  ...reading.evidence.map(({ code, detail }) => `         ${code}: ${detail}`),
  '',
];

function endText(end: LookEnd): string {
  switch (end.type) {
    case 'answer': {
      const { status, contentType, headers, body } = end.answer;
      const to = headers['location'] === undefined ? '' : `, Location: ${headers['location']}`;
      return `${status}${contentType === undefined ? '' : ` ${contentType}`}${to}, ${body.bytes} bytes ${body.end}`;
    }
    case 'failure':
      return `${end.failure.code}${end.failure.detail === '' ? '' : ` (${end.failure.detail})`}`;
    case 'chain':
      return `${end.problem}: ${end.detail}`;
    default:
      return end satisfies never;
  }
}

const driftText = (drift: Drift): string =>
  drift.type === 'image'
    ? `${drift.band} picture, against ${drift.capture}`
    : `${drift.band}: score ${drift.score}, containment ${drift.containment}, Jaccard ${drift.jaccard}, title ${drift.title ?? 'unknown'}, against ${drift.capture}`;

const responseText = (response: ArchiveResponse): string =>
  response.type === 'failure'
    ? response.detail
    : [
        String(response.status),
        ...['memento-datetime', 'location', 'x-archive-redirect-reason'].flatMap((name) => {
          const value = response.headers.get(name);
          return value === undefined ? [] : [`${name}: ${value}`];
        }),
      ].join(', ');
