/** One step of the judging order. */
export interface Step {
  readonly name: string;
  /** One sentence: what is asked, and what follows. */
  readonly says: string;
}

/**
 * The order in which an answer is judged: what one step recognises, those after it would misread. For the README's section and for
 * `--explain`; the code that keeps it is `reading.ts` and `judge.ts`.
 */
export const judgingOrder: readonly Step[] = [
  {
    name: 'transport',
    says: 'Did an answer come at all? A failure is never more than “unsure”, but for a name that twice does not exist.',
  },
  {
    name: 'capture',
    says: 'Is the cited address an archive’s? With Memento-Datetime the archived page is judged as if it stood at its own address; without it the archive speaks for itself, and its 404 means that there is no such capture.',
  },
  {
    name: 'wall',
    says: 'Is it the challenge or the refusal of a bot wall? Then nothing else that it says is believed, whatever its status.',
  },
  { name: 'gate', says: 'Does it want its reader to sign in, to consent or to pay first? Then the page was not seen.' },
  {
    name: 'site',
    says: 'Does the site itself tell what became of the page, in its own words or by an interface of its own? Its plain statement decides.',
  },
  {
    name: 'status',
    says: 'Is the status a success? 404 and 410 are a claim of death, which a look on a fresh connection must confirm; other refusals and errors are “unsure”.',
  },
  {
    name: 'parked',
    says: 'Is the domain parked, for sale or in other hands, by where it leads, how the page is built and what it says? Two of these are death.',
  },
  {
    name: 'notice',
    says: 'Does it say that the site is under maintenance, or closed to other countries? Then the page was not seen.',
  },
  {
    name: 'soft-404',
    says: 'Does the page say that it was not found, or is its address that of an error page? With a made-up address that gets the same it is death.',
  },
  {
    name: 'stand-in',
    says: 'Is it a page for a whole site: a suspended account, a farewell, a bare server? Then it is not the page that was cited.',
  },
  {
    name: 'away',
    says: 'Does a deep address lead to the home page, a section above it, or a sink that many share? Only in a section does a made-up address that ends there too make it death.',
  },
  {
    name: 'image',
    says: 'Is what is embedded as an image one, and not a stand-in for it? Two signs of a stand-in are death.',
  },
  {
    name: 'content',
    says: 'Is there anything in it, of the kind that was cited, that is more than the frame of a script? Else it proves nothing.',
  },
  {
    name: 'witness',
    says: 'Does an archive hold the page, and does a page that is doubted still show that text? Then it is alive. If it shows none of it, and a made-up address gets the same page, it is death.',
  },
  {
    name: 'drift',
    says: 'With `--drift`: does a page that was served say something else than what was archived? Then a person should look, unless it is a list, which changes by nature.',
  },
  { name: 'ok', says: 'Else it was served: where it was cited, or at the address to which every hop leads for good.' },
];
