import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Ranges in which no public host answers: private, shared, loopback, link-local (where clouds keep metadata), documentation, benchmarking,
 * multicast and reserved. Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890).
 */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/**
 * The only IPv6 range assigned for global use. `specialIpv6` takes out its special ranges and those that carry an IPv4 address (Teredo,
 * 6to4).
 */
const globalIpv6 = '2000::/3';
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const listOf = (ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
};
const special4 = listOf(specialIpv4, 'ipv4');
const special6 = listOf(specialIpv6, 'ipv6');
const global6 = listOf([globalIpv6], 'ipv6');

/** Whether anybody on the internet could connect to this address. A name, a zone and an IPv4 address in IPv6 form are not public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}
