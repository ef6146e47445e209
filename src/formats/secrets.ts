const secretName = /_(?:TOKEN|KEY|SECRET|PASSWORD)$/i;

/** Shorter values occur in ordinary text, and are no secrets. UTF-16 units. */
const shortest = 8;

/**
 * The values of an environment that no output may show, by the names that such variables have. Of a value of several
 * lines (a private key) each line: text from elsewhere seldom keeps line ends.
 */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(env)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value = '']) => value.split(/[\r\n]+/))
    .map((value) => value.trim())
    .filter((value) => value.length >= shortest);

/** Stars out these values wherever they stand in a text, as they are or as an address carries them. */
export function hiding(secrets: readonly string[]): (text: string) => string {
  if (secrets.length === 0) return (text) => text;
  // Of two that begin alike the longer one, or its end would be left.
  const longestFirst = formsOf(secrets).toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(pattern, '***');
}

/** Tells of JSON text whether one of these values may stand in its strings: it would, as JSON writes it. */
export function lookingIn(secrets: readonly string[]): (json: string) => boolean {
  const forms = formsOf(secrets);
  // JSON writes half a character otherwise than the whole one that it may be a part of.
  if (forms.some((form) => /\p{Cs}/u.test(form))) return () => true;
  const written = forms.map((form) => JSON.stringify(form).slice(1, -1));
  return (json) => written.some((form) => json.includes(form));
}

/** These values as they are, and as an address carries them. */
const formsOf = (secrets: readonly string[]): readonly string[] => [
  ...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(wellFormed(secret))])),
];

/** Half a character has no form in an address. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD');
