/** The first web archive that is still read today began in 1996: no capture is older. */
const firstDay = '1996-01-01';
const dayMs = 86_400_000;

/** Whole days from one `YYYY-MM-DD` to another, negative if the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

/**
 * The moment that an archive's 14 digits (`YYYYMMDDhhmmss`, UTC) name, as ISO 8601. `undefined` for a date that does not
 * exist or that no capture can have: archives' indexes hold such rows. One day of grace for clocks and time zones.
 */
export const momentOf = (timestamp: string, today: string): string | undefined => {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timestamp);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  return possible(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`, today);
};

/** The moment that a `Memento-Datetime` header names (RFC 7089 §2.1.1: RFC 1123 form, GMT), by the same rules. */
export const momentOfHeader = (value: string, today: string): string | undefined => {
  // `Date.parse` makes a date of almost anything, and reads it in the zone of this machine.
  const ms = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : possible(`${new Date(ms).toISOString().slice(0, 19)}Z`, today);
};

/** A moment as an archive's 14 digits. */
export const timestampOf = (moment: string): string => moment.replaceAll(/\D/g, '').slice(0, 14);

const possible = (moment: string, today: string): string | undefined => {
  const ms = Date.parse(moment);
  // `Date.parse` turns 30 February into a day of March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== moment.slice(0, 19)) return undefined;
  const day = moment.slice(0, 10);
  return day >= firstDay && daysBetween(today, day) <= 1 ? moment : undefined;
};
