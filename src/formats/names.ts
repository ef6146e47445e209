/** The formats of a report. Apart from the formats themselves, so that `--help` need not load them. */
export const formatNames = ['pretty', 'json', 'jsonl'] as const;
export type FormatName = (typeof formatNames)[number];
