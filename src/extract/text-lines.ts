import type { RootContent } from 'mdast';
import { decodeString } from 'micromark-util-decode-string';

/** A line of a document's text, as its reader sees it, more or less: marks and addresses are left out. */
export interface TextLine {
  readonly text: string;
  /**
   * What it stands in. An `item` is of a list, a table, a note or a quotation; a `caption` follows a picture at once.
   */
  readonly place: 'paragraph' | 'heading' | 'item' | 'caption';
  /** Counts from 0, without lines that hold no text. Items take the number of the line before them. */
  readonly number: number;
}

/** UTF-16 units; no more of a line is read. */
const longest = 1000;

/** The lines of a document's text, without its code and its tables. */
export const linesIn = (blocks: readonly RootContent[], source: string): readonly TextLine[] => {
  const lines: TextLine[] = [];
  let number = 0;
  let afterPicture = false;
  for (const { type, position } of blocks) {
    if (type !== 'paragraph' && type !== 'heading' && type !== 'html') continue;
    const [start, end] = [position?.start.offset ?? 0, position?.end.offset ?? 0];
    // What stands before it in its line are the marks of the blocks around it.
    const marks = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
    const isItem = /\S/.test(marks);
    // In Markdown `6. Januar 2022` is a list.
    const dayOfMonth = /^ {0,3}(\d{1,2}\. )$/.exec(marks)?.[1] ?? '';
    const block = `${dayOfMonth}${source.slice(start, end)}`;
    const hasElements = block.includes('<');
    for (const written of block.split(hasElements ? lineEnd : sourceLineEnd)) {
      const text = textOf(written.slice(0, longest));
      const isPicture = written.includes('![') || (hasElements && /<img\b/i.test(written));
      if (text !== '') {
        const isCaption = afterPicture || isPicture;
        const place = type === 'heading' ? type : isCaption ? 'caption' : 'paragraph';
        lines.push({ text, place: isItem && dayOfMonth === '' ? 'item' : place, number });
        if (!isItem) number += 1;
      }
      if (text !== '' || isPicture) afterPicture = isPicture;
    }
  }
  return lines;
};

const sourceLineEnd = /\r\n?|\n/;
/** A line ends where its source does, and at an element that stands for itself. */
const lineEnd = /\r\n?|\n|<(?:br|\/?(?:p|div|h[1-6]|li|tr|td|th|section|article|header|footer|blockquote))\b[^<>]*>/i;

const textOf = (written: string): string => {
  const line = written.replace(/^[\s>]+/, '');
  return (/[![<&\\]/.test(line) ? shown(line) : line).replace(/[*`]+/g, '').trim();
};

const shown = (line: string): string =>
  decodeString(
    line
      .replace(/!\[[^[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])?/g, ' ')
      .replace(/\[([^[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '$1')
      .replace(/<[^<>]*>/g, ''),
  );
