/** Most severe first. */
export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** A replacement that can be pasted. */
export interface Fix {
  readonly replace: string;
  readonly with: string;
}
