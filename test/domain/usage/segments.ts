/** Segments as properties draw them: ids of every shape, days and periods of a few. */
import fc from 'fast-check';
import type { Segment, SegmentEntry } from '../../../shared/domain/usage/segment.ts';
import { segmentHash } from '../../../shared/domain/usage/segment-codec.ts';

const time = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
const iso = time.map((date) => date.toISOString());
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const count = fc.oneof(fc.nat(300), fc.maxSafeNat());
const keyId = fc
  .string({ unit: fc.constantFrom(...'0AZaz9'), minLength: 12, maxLength: 12 })
  .map((digits) => `key_${digits}`);

const accountId = fc.oneof(
  fc.uuid().map((id) => `acc_${id}`),
  fc.uuid(),
  fc.constantFrom('acct', 'acct-2'),
  text,
);
const periodStart = fc.oneof(
  fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-24T12:00:01.500Z', 'CREDIT'),
  iso,
  text,
);

const entry: fc.Arbitrary<SegmentEntry> = fc.record({
  accountId: fc.oneof(fc.constantFrom('acct', 'acct-2'), accountId),
  periodStart,
  day: iso.map((at) => at.slice(0, 10)),
  keyId: fc.oneof(keyId, fc.constantFrom('key_000000000001', 'key_1'), text),
  datasetId: fc.oneof(fc.constantFrom('posts', 'gateway:search'), text),
  units: count,
  calls: count,
});

const consumed = fc.record({ accountId, periodStart, units: count });

/** Any segment that there may be. */
export const segments: fc.Arbitrary<Segment> = fc
  .record({
    instanceId: fc.string({ unit: fc.constantFrom(...'0Az'), minLength: 8, maxLength: 8 }),
    number: fc.integer({ min: 1, max: 99_999_999 }),
    at: iso,
    previousHash: fc.oneof(fc.constant(''), fc.uint8Array().map(segmentHash)),
    entries: fc.array(entry, { maxLength: 30 }),
    ledger: fc.option(
      fc.record({
        sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
        where: fc.constantFrom('item' as const, 'object' as const),
      }),
      { nil: undefined },
    ),
    end: fc.option(
      fc.record({
        by: fc.constantFrom('instance' as const, 'fence' as const),
        consumed: fc.array(consumed, { maxLength: 5 }),
      }),
      { nil: undefined },
    ),
    leaving: fc.option(fc.array(consumed, { maxLength: 5 }), { nil: undefined }),
  })
  .map(({ end, leaving, ledger, ...segment }) => ({
    ...segment,
    ...(ledger && { ledger }),
    ...(end ? { end } : leaving && { leaving }),
  }));
