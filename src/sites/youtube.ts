import { isOn, segments } from './reading/host.ts';
import { oEmbedQuestion, readOEmbed } from './reading/oembed.ts';
import { says } from './reading/says.ts';
import type { Site } from './site.ts';

const videoFolders: ReadonlySet<string> = new Set(['shorts', 'embed', 'live', 'v', 'e']);
/** Players that stand where a video's identity would. */
const notVideos: ReadonlySet<string> = new Set(['videoseries', 'live_stream']);
/** 64 bits in URL-safe base64. */
const wholeId = /^[\w-]{11}$/u;

/** YouTube, whose watch page is the same 200 for every video, tells by oEmbed. Channels and playlists are left alone. */
export const youtube: Site = {
  name: 'youtube',
  matches: (url) => videoId(url) !== undefined,
  question: (url) =>
    oEmbedQuestion('https://www.youtube.com/oembed', `https://www.youtube.com/watch?v=${videoId(url)}`, {
      format: 'json',
    }),
  read(answer, url) {
    if (answer.status === 400 && !wholeId.test(videoId(url) ?? '')) {
      return says('suspect', 'soft-404', 'youtube-bad-id', 'YouTube cannot read it as the address of a video');
    }
    return readOEmbed(answer, {
      site: 'youtube',
      name: 'YouTube',
      thing: 'video',
      statesGone: true,
      meanings: {
        401: 'YouTube says that the video may not be embedded, or is private',
        403: 'YouTube says that the video is private',
      },
    });
  },
};

function videoId(url: URL): string | undefined {
  if (!isOn(url, 'youtu.be', 'youtube.com', 'youtube-nocookie.com')) return undefined;
  const [first, second] = segments(url);
  if (isOn(url, 'youtu.be')) return first;
  if (first === 'watch') return url.searchParams.get('v') || second;
  return first !== undefined && videoFolders.has(first) && !notVideos.has(second ?? '') ? second : undefined;
}
