import { BlockList, isIP } from 'node:net';

/** Whether a text is an address range in CIDR form, IPv4 or IPv6, such as `192.0.2.0/24`. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const version = isIP(address);
  return rest.length === 0 && version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

/**
 * Parses ranges once, and gives a test of whether an address lies in one of them. Without ranges every address passes. An invalid range
 * contains no address, and an invalid address lies in no range.
 */
export function networksOf(cidrs: readonly string[]): (address: string) => boolean {
  if (cidrs.length === 0) return () => true;
  const networks = new BlockList();
  for (const cidr of cidrs.filter(isCidr)) {
    const [network = '', bits] = cidr.split('/');
    networks.addSubnet(network, Number(bits), isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && networks.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Whether an address lies in one of the ranges; any does where there are none. */
export const isInNetworks = (address: string, cidrs: readonly string[]): boolean => networksOf(cidrs)(address);
