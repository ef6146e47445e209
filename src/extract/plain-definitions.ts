import type { Definition } from 'mdast';
import type { PlainBlocks } from './plain-leaves.ts';
import { isBlank, type Line } from './plain-lines.ts';
import { addressIn, placed, plainResource, resourceOf } from './plain-phrasing.ts';
import { identifierOf, longestLabel, plainLabel } from './plain-references.ts';

/** A line that is a definition (CommonMark §4.7), and none of a footnote. */
const definition = new RegExp(String.raw`^\[(?!\^)(${plainLabel})\]: ${plainResource}$`);

const definitionOf = ({ text, start, end }: Line): Definition | undefined => {
  const [, label, url, title] = definition.exec(text) ?? [];
  if (label === undefined || url === undefined || label.length > longestLabel) return undefined;
  return {
    type: 'definition',
    identifier: identifierOf(label),
    label,
    ...resourceOf(url, title),
    ...addressIn(label.length + '[]: '.length, url),
    position: placed(start, end),
  };
};

/** The identifiers of what looks like a plain definition. */
export const definedIn = (lines: readonly Line[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => (line.text.startsWith('[') ? (definitionOf(line)?.identifier ?? []) : [])));

/** Reads definitions, to the next blank line; `undefined` where one of the lines is something else. */
export const readDefinitions = (lines: readonly Line[], at: number): PlainBlocks | undefined => {
  const nodes: Definition[] = [];
  let next = at;
  for (let line = lines[next]; line !== undefined && !isBlank(line.text); line = lines[next]) {
    const node = definitionOf(line);
    if (node === undefined) return undefined;
    nodes.push(node);
    next += 1;
  }
  return { nodes, next };
};
