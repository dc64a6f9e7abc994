import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCidr, isInNetworks } from '../../../shared/domain/access/network.ts';

describe('a range', () => {
  it.each(['192.0.2.0/24', '0.0.0.0/0', '192.0.2.77/32', '2001:db8::/32', '::/0', '::1/128', '::ffff:192.0.2.0/120'])(
    '%s is one',
    (text) => {
      expect(isCidr(text)).toBe(true);
    },
  );

  it.each([
    '',
    '/',
    '/24',
    '192.0.2.0',
    '192.0.2.0/',
    '192.0.2.0/33',
    '192.0.2.0/-1',
    '192.0.2.0/2.5',
    '192.0.2.0/24/24',
    '192.0.2.0/ 24',
    ' 192.0.2.0/24',
    '192.0.2.0/24\n',
    '192.0.2/24',
    '192.0.2.256/24',
    '0300.0.2.0/24',
    '2001:db8::/129',
    '2001:db8::',
    ':::/0',
    'example.com/24',
    '192.0.2.0/0x18',
  ])('"%s" is none', (text) => {
    expect(isCidr(text)).toBe(false);
  });
});

describe('an address', () => {
  it.each([
    ['192.0.2.255', '192.0.2.0/24', true],
    ['192.0.3.0', '192.0.2.0/24', false],
    ['192.0.2.1', '192.0.2.77/24', true],
    ['192.0.2.77', '192.0.2.77/32', true],
    ['192.0.2.78', '192.0.2.77/32', false],
    ['203.0.113.9', '0.0.0.0/0', true],
    ['2001:db8:0:1::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['2001:0DB8:0000::0001', '2001:db8::1/128', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['192.0.2.1', '2001:db8::/32', false],
    ['::ffff:192.0.2.1', '192.0.2.0/24', true],
    ['::ffff:c000:201', '192.0.2.0/24', true],
    ['::ffff:192.0.3.1', '192.0.2.0/24', false],
    ['192.0.2.1', '::ffff:192.0.2.0/120', true],
    ['fe80::2%eth0', 'fe80::/64', true],
    ['fe81::2%eth0', 'fe80::/64', false],
  ])('%s in %s: %s', (address, cidr, expected) => {
    expect(isInNetworks(address, [cidr])).toBe(expected);
  });

  it('lies in several ranges if it lies in one, and anywhere is allowed where there is none', () => {
    expect(isInNetworks('2001:db8::1', ['192.0.2.0/24', '2001:db8::/32'])).toBe(true);
    expect(isInNetworks('203.0.113.9', ['192.0.2.0/24', '2001:db8::/32'])).toBe(false);
    expect([isInNetworks('203.0.113.9', []), isInNetworks('unknown', [])]).toEqual([true, true]);
  });

  it.each(['', 'unknown', '192.0.2.1:443', '192.0.2.1, 203.0.113.9', '[2001:db8::1]', '192.0.2', '3221225985'])(
    '"%s" is none, and lies in no range',
    (address) => {
      expect(isInNetworks(address, ['0.0.0.0/0', '::/0'])).toBe(false);
    },
  );

  it('lies in an IPv4 range if the first bits are the same', () => {
    const property = fc.property(
      fc.ipV4(),
      fc.ipV4(),
      fc.integer({ min: 0, max: 32 }),
      fc.boolean(),
      (one, other, bits, near) => {
        const binary = (text: string) =>
          text
            .split('.')
            .map((part) => Number(part).toString(2).padStart(8, '0'))
            .join('');
        const close = other
          .split('.')
          .map((part, i) => (i < 2 && near ? one.split('.')[i] : part))
          .join('.');
        const same = binary(one).slice(0, bits) === binary(close).slice(0, bits);
        expect(isInNetworks(close, [`${one}/${bits}`])).toBe(same);
      },
    );
    fc.assert(property, { seed: 23, numRuns: 1_000 });
  });

  it('is never allowed, and nothing throws, by what is no range', () => {
    const junk = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('192.0.2.0/33', '192.0.2.0', '/', '::/129'));
    const property = fc.property(
      fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()),
      fc.array(junk, { minLength: 1 }),
      (address, cidrs) => {
        fc.pre(cidrs.every((cidr) => !isCidr(cidr)));
        expect(isInNetworks(address, cidrs)).toBe(false);
      },
    );
    fc.assert(property, { seed: 24, numRuns: 1_000 });
  });
});
