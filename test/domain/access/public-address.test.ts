import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../shared/domain/access/public-address.ts';

describe('an address that may be connected to', () => {
  it.each([
    ['this host', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['cloud metadata', '169.254.169.254'],
    ['container credentials', '169.254.170.2'],
    ['documentation', '192.0.2.1'],
    ['benchmarking', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['loopback, IPv4-mapped', '::ffff:127.0.0.1'],
    ['metadata, IPv4-mapped in hexadecimal', '::ffff:a9fe:a9fe'],
    ['a public one, IPv4-mapped', '::ffff:93.184.216.34'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['NAT64 of a private one', '64:ff9b::a00:1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['Teredo', '2001:0:1::1'],
    ['unique local', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['documentation', '2001:db8::1'],
    ['a public one with a zone', '2606:4700::1%1'],
    ['a name', 'localhost'],
    ['a number that some resolvers take for 127.0.0.1', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['short', '127.1'],
    ['nothing', ''],
  ])('is none that is %s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '93.184.216.34',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('is a public one: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
