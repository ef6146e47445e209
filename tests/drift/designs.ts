import { among, type Chance, oneOf } from './chance.ts';
import type { Prose } from './prose.ts';

export interface Article {
  readonly title: string;
  readonly paragraphs: readonly (readonly string[])[];
}

/** What stands around an article, and changes without it. */
export interface Furniture {
  readonly menu: readonly string[];
  readonly related: readonly string[];
  readonly comments: readonly string[];
  readonly cookies: boolean;
  readonly newsletter: boolean;
  readonly readers: number;
}

export function furnish({ labels, title, sentence }: Prose, chance: Chance, comments: number): Furniture {
  return {
    menu: labels.menu.slice(0, among(chance, 6, labels.menu.length)),
    related: Array.from({ length: among(chance, 3, 8) }, () => title(chance)),
    comments: Array.from({ length: comments }, () => sentence(chance)),
    cookies: chance() < 0.5,
    newsletter: chance() < 0.5,
    readers: among(chance, 3, 90_000),
  };
}

/** Puts an article into the page of a site. */
export type Design = (article: Article, around: Furniture, prose: Prose) => string;

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item, index) => `<li><a href="/${index}">${item}</a></li>`).join('')}</ul>`;
const paragraphs = ({ paragraphs: all }: Article, { gap }: Prose): readonly string[] => all.map((one) => one.join(gap));
const page = (title: string, language: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>p{margin:1em}</style></head><body>${body}<script>var seen = 1;</script></body></html>`;
const cookies = ({ cookies: has }: Furniture, { labels }: Prose, tag: string): string =>
  has ? `<${tag} class="cookie-banner"><p>${labels.cookies}</p><button>OK</button></${tag}>` : '';

/** As newspapers mark it up. */
const newspaper: Design = (article, around, prose) =>
  page(
    `${article.title} - ${prose.site}`,
    'x',
    `${cookies(around, prose, 'div')}<header><a href="/">${prose.site}</a><nav>${list(around.menu)}</nav></header>
     <main><article><h1>${article.title}</h1><p class="byline">${around.readers} · ${prose.site}</p>
     ${paragraphs(article, prose)
       .map((text) => `<p>${text}</p>`)
       .join('\n')}</article>
     <aside class="related"><h2>${prose.labels.related}</h2>${list(around.related)}</aside>
     ${around.comments.length > 0 ? `<section id="comments"><h2>${prose.labels.comments}</h2>${around.comments.map((text) => `<div class="comment"><p>${text}</p></div>`).join('')}</section>` : ''}
     </main><footer>${prose.labels.footer}</footer>`,
  );

/** As content management systems of twenty years ago did: tables, and line breaks for paragraphs. */
const tables: Design = (article, around, prose) =>
  page(
    `${article.title}_${prose.site}`,
    'x',
    `<table width="960"><tr><td colspan="2">${around.menu.map((item) => `<a href="/c">${item}</a>`).join(' | ')}</td></tr>
     <tr><td width="700"><div class="title"><b>${article.title}</b></div><div class="info">${around.readers}</div><div id="zoom">
     ${paragraphs(article, prose)
       .map((text) => `　　${text}<br><br>`)
       .join('\n')}</div></td>
     <td><div>${prose.labels.related}</div>${around.related.map((item) => `<div><a href="/r">${item}</a></div>`).join('')}</td></tr>
     ${around.comments.map((text) => `<tr><td colspan="2">${text}</td></tr>`).join('')}
     <tr><td colspan="2" align="center">${prose.labels.footer}</td></tr></table>`,
  );

/** As page builders do: containers in containers, a box for readers' addresses between the paragraphs. */
const containers: Design = (article, around, prose) => {
  const texts = paragraphs(article, prose);
  const half = Math.ceil(texts.length / 2);
  const block = (text: string): string => `<div class="css-1x"><div class="css-2y"><p>${text}</p></div></div>`;
  return page(
    `${prose.site} | ${article.title}`,
    'x',
    `<div id="wrap"><div class="top">${list(around.menu)}</div><div class="hero"><h1>${article.title}</h1></div><div class="story-body">
     ${texts.slice(0, half).map(block).join('')}
     ${around.newsletter ? `<div class="newsletter-signup"><p>${prose.labels.newsletter}</p><form><input type="email"></form></div>` : ''}
     ${texts.slice(half).map(block).join('')}</div>
     <div class="recommend"><h3>${prose.labels.related}</h3>${list(around.related)}</div>
     <div class="comment-list">${around.comments.map((text, index) => `<div class="reply"><span>user${index}</span><p>${text}</p></div>`).join('')}</div>
     <div class="foot">${prose.labels.footer}</div>${cookies(around, prose, 'section')}</div>`,
  );
};

/** As blogs do: the comments follow like more text. */
const blog: Design = (article, around, prose) =>
  page(
    `${article.title} » ${prose.site}`,
    'x',
    `<div id="header"><h2><a href="/">${prose.site}</a></h2></div><div id="content"><div class="post"><h1 class="entry-title">${article.title}</h1>
     <div class="entry">${paragraphs(article, prose)
       .map((text) => `<p>${text}</p>`)
       .join('')}</div></div>
     <ol class="commentlist">${around.comments.map((text) => `<li class="comment"><p>${text}</p></li>`).join('')}</ol></div>
     <div id="sidebar"><h3>${prose.labels.related}</h3>${list(around.related)}${list(around.menu)}</div><div id="footer">${prose.labels.footer}</div>`,
  );

export const designs: readonly [Design, ...Design[]] = [newspaper, tables, containers, blog];

/** The design of a section: nothing but headlines. */
export const frontPage = (around: Furniture, prose: Prose, chance: Chance): string =>
  page(
    prose.site,
    'x',
    `<header>${list(around.menu)}</header><main>${Array.from({ length: 30 }, () => `<div class="card"><h2><a href="/a">${prose.title(chance)}</a></h2><p>${prose.sentence(chance)}</p></div>`).join('')}</main><footer>${prose.labels.footer}</footer>`,
  );

/** What a server says success to, without having the page. */
export const notFoundPage = (around: Furniture, prose: Prose, chance: Chance): string =>
  oneOf(chance, designs)(
    { title: prose.labels.notFound.title, paragraphs: [[prose.labels.notFound.text]] },
    around,
    prose,
  );

/** What domains come to that nobody pays for. */
export const parkedPage = ({ labels }: Prose): string =>
  page(labels.parked.title, 'x', `<h1>${labels.parked.title}</h1><p>${labels.parked.text}</p>`);
