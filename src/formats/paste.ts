import { type Paste, pasteOf } from '../findings/paste.ts';
import type { PasteParts } from '../model/finding.ts';
import type { Sanitiser } from './sanitise.ts';

/** What to paste, without secrets: they are taken out before escapes could hide them. */
export const pasteIn = (parts: PasteParts, { hidden, hiddenAddress }: Sanitiser): Paste | undefined =>
  pasteOf({
    ...parts,
    text: hidden(parts.text),
    original: hiddenAddress(parts.original),
    capture: hiddenAddress(parts.capture),
  });
