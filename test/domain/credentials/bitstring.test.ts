import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bitAt,
  decodeBitstring,
  emptyBitstring,
  encodeBitstring,
  listEntries,
  withBits,
} from '../../../shared/domain/credentials/bitstring.ts';

const index = fc.integer({ min: 0, max: listEntries - 1 });
const packed = (bytes: Uint8Array) => `u${gzipSync(bytes).toString('base64url')}`;

describe('a bitstring', () => {
  it('has room for 131,072 entries, none of them set at first', () => {
    expect(emptyBitstring()).toHaveLength(16_384);
    expect(emptyBitstring().every((byte) => byte === 0)).toBe(true);
  });

  it('counts from the left-most bit', () => {
    expect(withBits(emptyBitstring(), [[0, true]])[0]).toBe(0b1000_0000);
    expect(withBits(emptyBitstring(), [[9, true]])[1]).toBe(0b0100_0000);
  });

  it('has the last state of every entry after any writes, once published and read', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(index, fc.boolean()), { maxLength: 40 }), index, (entries, other) => {
        const read = decodeBitstring(encodeBitstring(withBits(emptyBitstring(), entries)));
        const last = new Map(entries);
        for (const each of [...last.keys(), other]) expect(bitAt(read!, each)).toBe(last.get(each) ?? false);
      }),
      { numRuns: 50 },
    );
  });

  it('is not changed by another that was made from it', () => {
    const before = emptyBitstring();
    withBits(before, [[5, true]]);
    expect(bitAt(before, 5)).toBe(false);
  });

  it.each([-1, listEntries, 1.5, Number.NaN, 1e300, -1e300])('has no entry %s', (missing) => {
    expect(bitAt(emptyBitstring(), missing)).toBeNull();
    expect(() => withBits(emptyBitstring(), [[missing, true]])).toThrow(RangeError);
  });

  it('reads the example of the specification', () => {
    const example = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA';
    expect(decodeBitstring(example)).toEqual(emptyBitstring());
  });

  it('is the same text for the same bits', () => {
    const bits = withBits(emptyBitstring(), [[77, true]]);
    expect(encodeBitstring(bits)).toBe(encodeBitstring(Uint8Array.from(bits)));
  });

  it.each([
    ['another multibase', `z${encodeBitstring(emptyBitstring()).slice(1)}`],
    ['padding', `${encodeBitstring(emptyBitstring())}=`],
    ['no gzip', `u${Buffer.from('hello').toString('base64url')}`],
    ['a gzip that is cut off', encodeBitstring(emptyBitstring()).slice(0, -12)],
    ['too few entries to hide among', packed(new Uint8Array(16_383))],
    ['a gzip bomb', packed(new Uint8Array(64 * 1024 * 1024))],
    [
      'a gzip bomb of many members',
      `u${Buffer.concat(Array(200).fill(gzipSync(new Uint8Array(1024 * 1024)))).toString('base64url')}`,
    ],
    ['nothing', ''],
  ])('that is %s is refused', (_, encoded) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(decodeBitstring(encoded)).toBeNull();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });
});
