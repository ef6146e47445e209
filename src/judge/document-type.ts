import { type Check, sign } from './sign.ts';

/** Names of files that are no web pages. */
const fileName = /\/([^/]+\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|epub|zip|7z|rar|gz|csv|mp3|m4a|ogg|wav|mp4|webm|mov))$/iu;

/** Recognises a web page in place of a file. A page that shows the file under its own name (a code host, a wiki) is what was cited. */
export const documentType: Check = ({ cited, answer, page }) => {
  const name = fileName.exec(cited.pathname)?.[1];
  if (name === undefined || page === undefined || answer.contentType?.includes('html') !== true) return undefined;
  const shown = [page.title, page.h1, page.text].join('\n').toLowerCase();
  const names = [name, decoded(name)].map((text) => text.toLowerCase());
  return names.some((text) => shown.includes(text))
    ? undefined
    : sign('suspect', 'wrong-type', 'page-for-file', `a web page is served for ${decoded(name)}`);
};

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
