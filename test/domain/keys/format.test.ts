import { randomBytes } from 'node:crypto';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphabet, crc32, mintSecret, parseSecret, startOf } from '../../../shared/domain/keys/format.ts';

const byte = fc.integer({ min: 0, max: 247 });
const environment = fc.constantFrom('live', 'test');
/** Secrets of every kind, minted from chosen bytes. */
const secret = fc
  .tuple(environment, fc.array(byte, { minLength: 30, maxLength: 30 }))
  .map(([kind, bytes]) => mintSecret(kind, () => Uint8Array.from(bytes)));

/** Gives the bytes of each list in turn, and fails where more are asked for. */
const bytesFrom = (...lists: number[][]) => {
  const left = [...lists];
  return () => Uint8Array.from(left.shift()!);
};
const times = (count: number, value: number) => Array<number>(count).fill(value);

describe('CRC-32', () => {
  it('is the one of zlib for any ASCII text', () => {
    const property = fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), (text) => {
      expect(crc32(text)).toBe(zlibCrc32(text));
    });
    fc.assert(property, { seed: 12, numRuns: 500 });
  });

  it('gives the check value of its specification', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
  });
});

describe('a new key', () => {
  it.each(['live', 'test'] as const)('%s has the shape that everybody recognises, and is understood', (kind) => {
    const minted = mintSecret(kind, randomBytes);
    expect(minted).toMatch(new RegExp(`^tg_${kind}_[0-9A-Za-z]{36}$`));
    expect(parseSecret(minted)).toBe(kind);
    expect(startOf(minted)).toBe(minted.slice(0, 12));
  });

  it('uses every character of base 62 for exactly four of the 248 bytes that it takes', () => {
    expect(new Set(alphabet).size).toBe(62);
    const counts = new Map<string, number>();
    for (let value = 0; value < 248; value++) {
      const [character = ''] = mintSecret('live', () => Uint8Array.from(times(30, value))).slice('tg_live_'.length);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(times(62, 4));
  });

  it('throws bytes of 248 and more away and asks for others in their place', () => {
    const plain = mintSecret('live', bytesFrom(times(30, 7)));
    const mixed = bytesFrom(times(30, 255), [...times(10, 248), ...times(20, 7)], [...times(29, 7), 9]);
    expect(mintSecret('live', mixed)).toBe(plain);
    expect(() => mintSecret('live', bytesFrom([...times(29, 7), 248]))).toThrow();
  });

  it('takes 30 bytes of randomness, and each of them matters', () => {
    const bytes = times(30, 0);
    const keys = bytes.map((_, i) => mintSecret('live', bytesFrom(bytes.with(i, 1))));
    expect(new Set(keys).size).toBe(30);
  });
});

describe('the checksum', () => {
  const character = fc.constantFrom(...alphabet);
  const first = 'tg_live_'.length;

  it('finds any one character that was changed, in the checksum too', () => {
    const property = fc.property(secret, fc.integer({ min: first, max: 43 }), character, (minted, at, other) => {
      fc.pre(minted[at] !== other);
      expect(parseSecret(minted.slice(0, at) + other + minted.slice(at + 1))).toBeNull();
    });
    fc.assert(property, { seed: 13, numRuns: 3_000 });
  });

  it('finds two characters that changed places', () => {
    const place = fc.integer({ min: first, max: 43 });
    const property = fc.property(secret, place, place, (minted, one, other) => {
      fc.pre(minted[one] !== minted[other]);
      const characters = [...minted];
      [characters[one], characters[other]] = [characters[other]!, characters[one]!];
      expect(parseSecret(characters.join(''))).toBeNull();
    });
    fc.assert(property, { seed: 14, numRuns: 3_000 });
  });

  it('covers the environment: a test key does not pass for a live one', () => {
    const property = fc.property(secret, (minted) => {
      const swapped = minted.startsWith('tg_live_')
        ? minted.replace('tg_live_', 'tg_test_')
        : minted.replace('tg_test_', 'tg_live_');
      expect(parseSecret(swapped)).toBeNull();
    });
    fc.assert(property, { seed: 15, numRuns: 500 });
  });

  it('finds a missing, an added and a differently cased character', () => {
    const property = fc.property(secret, fc.integer({ min: 0, max: 43 }), (minted, at) => {
      expect(parseSecret(minted.slice(0, at) + minted.slice(at + 1))).toBeNull();
      expect(parseSecret(`${minted.slice(0, at)}0${minted.slice(at)}`)).toBeNull();
      const turned = /[a-z]/.test(minted[at]!) ? minted[at]!.toUpperCase() : minted[at]!.toLowerCase();
      if (turned !== minted[at]) expect(parseSecret(minted.slice(0, at) + turned + minted.slice(at + 1))).toBeNull();
    });
    fc.assert(property, { seed: 16, numRuns: 1_000 });
  });
});

describe('a text that is no key', () => {
  it('is never taken for one and never makes it throw', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.stringMatching(/^tg_(live|test)_[0-9A-Za-z]{36}$/),
    );
    const property = fc.property(text, (any) => {
      expect(parseSecret(any)).toBeNull();
    });
    fc.assert(property, { seed: 17, numRuns: 2_000 });
  });

  it.each([
    ['surrounded by space', (key: string) => ` ${key}`],
    ['followed by a line break', (key: string) => `${key}\n`],
    ['twice', (key: string) => key + key],
    ['of another environment', (key: string) => key.replace('tg_live', 'tg_prod')],
    ['with a zero byte', (key: string) => `${key}\0`],
  ])('is a key %s', (_, spoil) => {
    expect(parseSecret(spoil(mintSecret('live', randomBytes)))).toBeNull();
  });
});
