/** The host of an address as names, politeness and the guard count hosts: no brackets, no end dot, no port. */
export const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
