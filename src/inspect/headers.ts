import type { ProbeRequest } from './probe.ts';

/** Chooses the headers of one request, afresh at each hop, so that what is meant for one host goes to that host alone. */
export type ChooseHeaders = (request: ProbeRequest) => Readonly<Record<string, string>>;
