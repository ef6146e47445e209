import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What `--format json` prints, as far as these tests read it. */
export interface JsonReport {
  readonly complete: boolean;
  readonly mode: 'audit' | 'list';
  readonly summary: {
    readonly links: number;
    readonly targets: number;
    readonly status: Readonly<Record<string, number>>;
    readonly archive: Readonly<Record<string, number>>;
    readonly outlook: Readonly<Record<string, number>>;
  };
  readonly documents: readonly { readonly path: string; readonly problem?: { readonly code: string } }[];
  readonly targets: readonly JsonTarget[];
  readonly findings: readonly { readonly code: string; readonly url: string }[];
  readonly notices: readonly string[];
}

interface JsonTarget {
  readonly url: string;
  readonly status: string;
  readonly reason: string;
  readonly outlook?: string;
  readonly evidence: readonly { readonly code: string; readonly detail: string }[];
  readonly observation?: { readonly attempts: number; readonly hops: readonly unknown[]; readonly title?: string };
  readonly archive: {
    readonly state: string;
    readonly asked: readonly { readonly answer: string; readonly from?: string }[];
    readonly captures: readonly { readonly url: string }[];
  };
  readonly links: readonly {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly offset: number;
    readonly kind: 'link' | 'image';
    readonly text: string;
    readonly href: string;
  }[];
}

/** An article of the shape that the program is made for: 16 links, two of them images, and 15 targets. */
interface Article {
  readonly name: string;
  readonly path: string;
}

const own = new URL('../../fixtures/cli/harbour-fair.md', import.meta.url);
/** A real one of that shape, where somebody has put it beside the repository; it is not ours to publish. */
const real = new URL('../../../shared/articles/kazakhstan-2022-01.md', import.meta.url);

export const articles: readonly Article[] = [
  { name: 'an article', path: fileURLToPath(own) },
  ...(existsSync(real) ? [{ name: 'a real article', path: fileURLToPath(real) }] : []),
];
