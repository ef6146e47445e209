import ipaddr from 'ipaddr.js';

/** One spelling for one address, so that two can be compared: IPv4-mapped IPv6 becomes IPv4. `undefined` for what is no address. */
export const canonicalAddress = (text: string): string | undefined => {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return ipaddr.IPv6.isValid(bare) || ipaddr.IPv4.isValidFourPartDecimal(bare)
    ? ipaddr.process(bare).toString()
    : undefined;
};

/** An address's host as sockets and certificates know it: no brackets, no end dot. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
