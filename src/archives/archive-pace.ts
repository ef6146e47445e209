/**
 * Milliseconds between two looks at cited copies in one archive, by host. Their limits count every request of a machine, and our
 * questions take most of what they allow: 600 a minute for playback at the Wayback Machine, 400 at Arquivo.pt, which shuts out
 * for good whoever goes beyond.
 */
const intervalsMs: Readonly<Record<string, number>> = { 'archive.org': 600, 'arquivo.pt': 2000 };

/** How far apart looks at this host must start, whatever the options allow. */
export const leastIntervalMs = (host: string): number =>
  Object.entries(intervalsMs).find(([name]) => host === name || host.endsWith(`.${name}`))?.[1] ?? 0;
