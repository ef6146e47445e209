import { describe, expect, test } from 'vitest';
import { formats } from '../../src/formats/index.ts';
import { createSanitiser } from '../../src/formats/sanitise.ts';
import { secretsIn } from '../../src/formats/secrets.ts';
import { answered, archiveSaid, capture, cited, reportOf, seen, targetOf } from './sample-report.ts';

test('secretsIn takes the values of variables with the names of secrets, each line, and no short ones', () => {
  const env = {
    GITHUB_TOKEN: 'ghs_12345678',
    api_key: 'lower-case-name',
    DB_PASSWORD: '1234567',
    DEPLOY_SECRET: ' -----BEGIN-----\r\nline-one\nno\n',
    KEYBOARD: 'us-international',
    MONKEY: 'chimpanzee',
    NPM_TOKEN: undefined,
  };
  expect(secretsIn(env)).toEqual(['ghs_12345678', 'lower-case-name', '-----BEGIN-----', 'line-one']);
});

describe('a writer', () => {
  test.each([
    ['as it is', 'Bearer s3cr3t+key/1 was sent', 'Bearer *** was sent'],
    ['as an address carries it', 'https://a.example/?q=s3cr3t%2Bkey%2F1', 'https://a.example/?q=***'],
    ['twice', 's3cr3t+key/1s3cr3t+key/1', '******'],
    ['where a longer one begins alike', 's3cr3t+key/1-and-more', '***'],
    ['before the cut', `${'x'.repeat(19_995)}s3cr3t+key/1`, `${'x'.repeat(19_995)}***`],
  ])('stars a secret out %s', (_name, text, expected) => {
    const { clean, cleanAddress, cleanLines, jsonText } = createSanitiser(['s3cr3t+key/1', 's3cr3t+key/1-and-more']);
    expect(clean(text)).toBe(expected);
    expect(cleanAddress(text)).toBe(expected);
    expect(cleanLines(text)).toBe(expected);
    expect(JSON.parse(jsonText(text))).toBe(expected);
  });

  test('takes an environment with half a character in it', () => {
    expect(createSanitiser(['12345678\uD83D']).clean('12345678\uD83D')).toBe('***');
  });
});

describe('no format shows a secret', () => {
  const secret = 'hunter2-hunter2';
  const url = `https://a.example/${secret}/b`;
  const report = reportOf(
    [
      targetOf(url, 'dead', 'gone', {
        outlook: 'lost',
        why: `the site says "${secret}"`,
        archive: archiveSaid('none', secret),
        observation: seen(answered(`https://b.example/?q=${secret}`, 410, { title: secret })),
        links: [cited(url, { text: `see ${secret}`, path: `${secret}.md`, heading: [secret] })],
      }),
      targetOf(`${url}/2`, 'moved', 'permanent-redirect', {
        outlook: 'safe',
        replacement: `${url}/3`,
        archive: { state: 'captured', asked: [], captures: [capture(url, '2022-01-06')] },
      }),
      targetOf(secret, 'dead', 'malformed', {
        target: { type: 'malformed', url: secret, problem: secret, repair: url },
        outlook: 'unchecked',
      }),
    ],
    { notices: [secret] },
  );

  test.each(Object.entries(formats))('%s', (_name, format) => {
    for (const colour of [0, 1] as const) {
      for (const columns of [20, 40, 100]) {
        const surface = { columns, colour, verbose: true, quiet: false };
        expect([...format(report, surface)].join('')).toContain('hunter2');
        expect([...format(report, { ...surface, secrets: [secret] })].join('')).not.toContain('hunter2');
      }
    }
  });
});
