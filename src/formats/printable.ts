declare const printable: unique symbol;

/**
 * Text that may go to its output as it stands. Formats yield nothing else, and the program's streams take nothing else, so
 * that a stranger's text does not compile into an output raw. It is made in four ways: of our own words (`say`, `word`),
 * by a writer (`sanitise.ts`), out of other printable text (`joined`, `shaped`), and for no eyes but a program's (`verbatim`).
 */
export type Printable = string & { readonly [printable]: true };

/** What is written in our source: a literal or a choice of them, never a text that is only known when it comes. */
type Literal<Text extends string> = { [key: string]: 0 } extends { [Key in Text]: 0 } ? never : Text;

/** Our own words, with numbers and printable text between. */
export const say = (words: TemplateStringsArray, ...pieces: readonly (Printable | number)[]): Printable =>
  String.raw({ raw: words }, ...pieces) as Printable;

/** One word out of a closed list of ours: a status, a reason, a label. */
export const word = <Text extends string>(text: Literal<Text>): Printable => text as string as Printable;

export const nothing: Printable = say``;

/** What a program reads that needs each of its bytes, and nobody looks at: a patch in a file or a pipe. */
export const verbatim = (text: string): Printable => text as Printable;

/** Printable pieces in one line of text. */
export const joined = (pieces: readonly Printable[], between: Printable): Printable =>
  pieces.join(between) as Printable;

/** What cuts, pads, trims or paints printable text leaves it printable. Nothing else is done to it this way. */
export const shaped = (text: Printable, shape: (text: string) => string): Printable => shape(text) as Printable;
