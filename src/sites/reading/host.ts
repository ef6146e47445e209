/** Is the address on one of these domains, or on a name below one? `youtube.com` takes in `m.youtube.com`, not `evil-youtube.com`. */
export const isOn = ({ hostname }: URL, ...domains: readonly string[]): boolean =>
  domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));

/** The parts of a path, as written; a slash at the end begins no part. */
export const segments = ({ pathname }: URL): readonly string[] => pathname.split('/').filter((part) => part !== '');
