import { isIPv4, isIPv6 } from 'node:net';

/**
 * The client that limits count as one, and the networks around it that one party may own. `client`: an IPv4 address or an IPv6 /64, since a
 * host chooses the lower 64 bits as it likes (RFC 4291, section 2.5.1). `site`: an IPv4 /24 or an IPv6 /48, which is what one customer is
 * commonly given (RFC 6177). `provider`: an IPv4 /16 or an IPv6 /32, which is the least that a registry gives to a provider.
 * A loopback address has no provider: its network is `127.0.0.0/8` (RFC 1122, section 3.2.1.3) or `::1/128` (RFC 4291, section 2.5.3).
 */
export type ClientNetworks = { readonly client: string; readonly site: string; readonly provider: string };

/** The networks of a caller's address. A text that is no address is a network of its own. */
export function networksOfClient(address: string): ClientNetworks {
  const bare = address.split('%')[0] ?? '';
  if (isIPv4(bare)) return ofIpv4(bare);
  if (!isIPv6(bare)) return { client: address, site: address, provider: address };
  const groups = groupsOf(bare);
  const ipv4 = ipv4In(groups);
  return ipv4 === null ? ofIpv6(groups) : ofIpv4(ipv4);
}

function ofIpv4(address: string): ClientNetworks {
  const [first, second, third] = address.split('.');
  if (first === '127') return { client: address, site: '127.0.0.0/8', provider: '127.0.0.0/8' };
  return { client: address, site: `${first}.${second}.${third}.0/24`, provider: `${first}.${second}.0.0/16` };
}

function ofIpv6(groups: readonly number[]): ClientNetworks {
  if (groups.every((group, i) => group === (i === 7 ? 1 : 0)))
    return { client: '::1', site: '::1/128', provider: '::1/128' };
  const prefix = (count: number) =>
    groups
      .slice(0, count)
      .map((group) => group.toString(16))
      .join(':');
  return { client: `${prefix(4)}::/64`, site: `${prefix(3)}::/48`, provider: `${prefix(2)}::/32` };
}

/** The eight groups of 16 bits (RFC 4291, section 2.2). */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const before = wordsOf(head);
  if (tail === undefined) return before;
  const after = wordsOf(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

const wordsOf = (part: string): number[] =>
  part.split(':').flatMap((word) => {
    if (word === '') return [];
    if (!word.includes('.')) return [Number.parseInt(word, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = word.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });

/**
 * The IPv4 address that an IPv6 one carries; null where there is none. Three forms carry one: IPv4-mapped (RFC 4291, section 2.5.5.2),
 * NAT64 (RFC 6052, section 2.1) and 6to4 (RFC 3056, section 2). A 6to4 holder has a whole /48 for one IPv4 address.
 */
function ipv4In(groups: readonly number[]): string | null {
  const starts = (...words: readonly number[]) => words.every((word, i) => groups[i] === word);
  if (starts(0, 0, 0, 0, 0, 0xffff) || starts(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(groups[6], groups[7]);
  return starts(0x2002) ? dotted(groups[1], groups[2]) : null;
}

const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
