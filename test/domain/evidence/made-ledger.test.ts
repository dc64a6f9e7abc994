import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDetail } from '../../../shared/domain/evidence/detail.ts';
import { hexOf, rootByPath } from '../../../shared/domain/evidence/merkle.ts';
import { hashOfLeaf, sealHash } from '../../../shared/domain/evidence/seal.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';

describe('A made ledger', () => {
  const ledger = madeLedger(20_261_202);

  it('is the same for the same seed, apart from ES256 signatures, which are random', () => {
    const again = madeLedger(20_261_202);
    expect(again.seals.map(({ seal }) => seal)).toEqual(ledger.seals.map(({ seal }) => seal));
    expect(madeLedger(20_261_203).seals[0]?.seal.root).not.toBe(ledger.seals[0]?.seal.root);
  });

  it('chains its seals, and every leaf leads to the root of its seal', () => {
    expect(ledger.seals).toHaveLength(6);
    for (const [at, { seal, leaves }] of ledger.seals.entries()) {
      expect(seal.previousSeal).toBe(at === 0 ? '' : sealHash(ledger.seals[at - 1]!.seal));
      for (const { leaf, index, path } of leaves) {
        const digests = path.map((digest) => Buffer.from(digest, 'hex'));
        const root = rootByPath(hashOfLeaf(leaf), { index, size: leaves.length }, digests);
        expect(root && hexOf(root)).toBe(seal.root);
      }
    }
  });

  it('has details that read as written, whose entries are those of the leaves', () => {
    const inDetails = ledger.seals.flatMap(({ segments }) =>
      segments.flatMap((segment) => readDetail(gunzipSync(segment.bytes).toString(), segment)),
    );
    const lines = new Set(
      ledger.seals.flatMap(({ leaves }) => leaves.flatMap((leaf) => leaf.entries.map((e) => e.line))),
    );
    const calls = inDetails.flatMap(({ entries }) => entries);
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter(({ line }) => !lines.has(line))).toEqual([]);
    expect(ledger.receipts).toHaveLength(calls.length);
    expect(ledger.statements).toHaveLength(3);
    expect(new Set(ledger.facts.map(({ kind }) => kind))).toEqual(
      new Set(['acceptance', 'use-case', 'signing-key', 'statement', 'contest', 'contest-decision', 'hold']),
    );
  });
});
