import { isOn, segments } from './reading/host.ts';
import { at, parsed } from './reading/json.ts';
import { says, tellsNothing } from './reading/says.ts';
import type { Site } from './site.ts';

/** Bilibili's interface tells whether a video is there by the code in its JSON, with status 200 for all of them. */
export const bilibili: Site = {
  name: 'bilibili',
  matches: (url) => queryOf(url) !== undefined,
  question: (url) => `https://api.bilibili.com/x/web-interface/view?${queryOf(url)}`,
  read(answer) {
    const code = answer.status === 200 ? codeOf(answer.text) : undefined;
    switch (code) {
      case 0:
        return says('alive', 'ok', 'bilibili-ok', 'Bilibili says that the video is there');
      case -404:
        return says('dead', 'removed', 'bilibili-not-found', 'Bilibili says that it has no such video');
      case -403:
      case 62_002:
      case 62_004:
      case 62_012:
        return says(
          'unsure',
          'login-wall',
          'bilibili-hidden',
          `Bilibili does not show the video to all (code ${code})`,
        );
      case -412:
      case -352:
        return says(
          'unsure',
          'blocked',
          'bilibili-risk-control',
          'Bilibili takes us for a program and does not answer',
        );
      default:
        return tellsNothing('bilibili', 'Bilibili', answer);
    }
  },
};

/** A video by its new identity (`BV…`) or its old number (`av…`). */
function queryOf(url: URL): string | undefined {
  if (!isOn(url, 'bilibili.com')) return undefined;
  const [folder, id = ''] = segments(url);
  if (folder !== 'video') return undefined;
  if (/^BV[\da-z]{10}$/iu.test(id)) return `bvid=${id}`;
  return /^av\d+$/iu.test(id) ? `aid=${id.slice(2)}` : undefined;
}

/** A long series makes more JSON than is kept of an answer, and the code stands at its beginning. */
function codeOf(text = ''): unknown {
  const cut = /^\s*\{"code":0,/u.test(text) ? 0 : undefined;
  return at(parsed(text), 'code') ?? cut;
}
