const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time as people write it: `90s`, `30m`, `12h`, `1d`, or 0. */
export const durationPattern = /^(?:0|(\d{1,6})([smhd]))$/;

/** The length of time that was written, in milliseconds. What is of another form is 0. */
export function parseDuration(text: string): number {
  const [, count = '0', unit = 's'] = durationPattern.exec(text) ?? [];
  return Number(count) * units[unit as keyof typeof units];
}
