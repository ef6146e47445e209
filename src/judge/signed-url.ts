/** An expiry before this is no time but a length of time or a counter (2001-09-09). */
const firstSecond = 1_000_000_000;
/** The year 2286, when seconds need eleven digits. */
const lastSecond = 9_999_999_999;
/** Discord's and Meta's own hosts of files: elsewhere the same names mean other things. */
const discordHosts = /^(?:cdn|media|images-ext-\d)\.discordapp\.(?:com|net)$/iu;
const metaHosts = /(?:^|\.)(?:fbcdn\.net|cdninstagram\.com)$/iu;

/**
 * When does this address stop working? Milliseconds since 1970, for addresses signed for a while: AWS Signature Version 4 and 2,
 * Google Cloud Storage, CloudFront, Azure's shared access signatures, Discord and Meta. `undefined` for an address without an end.
 */
export function expiryOf(url: URL): number | undefined {
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  return (
    issuedFor(query.get('x-amz-date'), query.get('x-amz-expires')) ??
    issuedFor(query.get('x-goog-date'), query.get('x-goog-expires')) ??
    (query.has('signature') || query.has('x-goog-signature') ? unixTime(query.get('expires')) : undefined) ??
    (query.has('sig') ? isoTime(query.get('se')) : undefined) ??
    (discordHosts.test(url.hostname) && query.has('hm') ? unixTime(query.get('ex'), 16) : undefined) ??
    (metaHosts.test(url.hostname) ? unixTime(query.get('oe'), 16) : undefined)
  );
}

/** `20220106T000000Z` and a number of seconds. */
function issuedFor(date = '', seconds = ''): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(date) ?? [];
  const issued = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(issued) || !/^\d{1,7}$/u.test(seconds) ? undefined : issued + 1_000 * Number(seconds);
}

function unixTime(text = '', radix: 10 | 16 = 10): number | undefined {
  const isNumber = radix === 10 ? /^\d{10}$/u.test(text) : /^[\da-f]{8}$/iu.test(text);
  const seconds = Number.parseInt(text, radix);
  return isNumber && seconds >= firstSecond && seconds <= lastSecond ? 1_000 * seconds : undefined;
}

/** A day, or a day and a time of day in UTC, as Azure writes them. */
function isoTime(text = ''): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?Z)?$/u.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
