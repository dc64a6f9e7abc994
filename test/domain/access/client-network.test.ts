import { describe, expect, test } from 'vitest';
import { networksOfClient } from '../../../shared/domain/access/client-network.ts';

describe('one client', () => {
  test.each([
    ['an IPv4 address', '192.0.2.7', { client: '192.0.2.7', site: '192.0.2.0/24', provider: '192.0.0.0/16' }],
    [
      'an IPv6 /64, whichever of its addresses is used',
      '2001:db8:1:2:aaaa:bbbb:cccc:dddd',
      { client: '2001:db8:1:2::/64', site: '2001:db8:1::/48', provider: '2001:db8::/32' },
    ],
    [
      'the same /64 written short',
      '2001:db8:1:2::9',
      { client: '2001:db8:1:2::/64', site: '2001:db8:1::/48', provider: '2001:db8::/32' },
    ],
    ['a text that is no address', 'nowhere', { client: 'nowhere', site: 'nowhere', provider: 'nowhere' }],
  ])('is %s', (_, address, networks) => {
    expect(networksOfClient(address)).toEqual(networks);
  });

  test.each([
    ['IPv4-mapped', '::ffff:192.0.2.7'],
    ['IPv4-mapped, in groups', '0:0:0:0:0:FFFF:C000:0207'],
    ['NAT64', '64:ff9b::192.0.2.7'],
    ['NAT64, in groups', '64:ff9b::c000:207'],
    ['6to4, whose holder has 65,536 /64s', '2002:c000:207:beef::1'],
  ])('is its IPv4 address, also in IPv6 form: %s', (_, address) => {
    expect(networksOfClient(address)).toEqual(networksOfClient('192.0.2.7'));
  });

  test('ignores the zone of an address', () => {
    expect(networksOfClient('fe80::1%eth0')).toEqual(networksOfClient('fe80::2'));
  });

  test('is one for each /64', () => {
    expect(networksOfClient('2001:db8:1:2::1').client).not.toBe(networksOfClient('2001:db8:1:3::1').client);
  });

  test.each([
    ['::1', { client: '::1', site: '::1/128', provider: '::1/128' }],
    ['0:0:0:0:0:0:0:1', { client: '::1', site: '::1/128', provider: '::1/128' }],
    ['127.0.0.1', { client: '127.0.0.1', site: '127.0.0.0/8', provider: '127.0.0.0/8' }],
    ['::ffff:127.0.0.1', { client: '127.0.0.1', site: '127.0.0.0/8', provider: '127.0.0.0/8' }],
    ['::ffff:7f00:1', { client: '127.0.0.1', site: '127.0.0.0/8', provider: '127.0.0.0/8' }],
    ['::2', { client: '0:0:0:0::/64', site: '0:0:0::/48', provider: '0:0::/32' }],
  ])('is this machine for a loopback address alone: %s', (address, networks) => {
    expect(networksOfClient(address)).toEqual(networks);
  });
});
