import { createPublicKey, verify } from 'node:crypto';
import { expect } from 'vitest';
import type { TimestampAuthority } from '../../../functions/ledger-seal/deps.ts';
import { ledgerSeal } from '../../../functions/ledger-seal/handler.ts';
import { functions } from '../../../infra/functions.ts';
import { auditPath, hexOf } from '../../../shared/domain/evidence/merkle.ts';
import type { MetricName } from '../../../shared/env.ts';
import type { EvidenceObjects } from '../../../shared/evidence-store/evidence-objects.ts';
import { logOf } from '../../../shared/log.ts';
import { factBoxPartition } from '../../../shared/storage/evidence/evidence-item-keys.ts';
import { factBoxOver } from '../../../shared/storage/evidence/facts.ts';
import { leavesOver } from '../../../shared/storage/evidence/leaves.ts';
import { publishedKeysOver } from '../../../shared/storage/evidence/published-keys.ts';
import { sealClaimsOver } from '../../../shared/storage/evidence/seal-claims.ts';
import { sealTimestampsOver } from '../../../shared/storage/evidence/seal-timestamps.ts';
import { sealedFactsOver } from '../../../shared/storage/evidence/sealed-facts.ts';
import { sealsOver } from '../../../shared/storage/evidence/seals.ts';
import { segmentDetailsOver } from '../../../shared/storage/evidence/segment-details.ts';
import { segmentKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { batchesOver } from '../../../shared/storage/usage/batches.ts';
import { type MadeLedger, madeLedger } from '../../support/evidence/made-ledger.ts';
import { memoryObjects } from '../../support/evidence/memory-objects.ts';
import { evidenceTestSigner } from '../../support/evidence/stored-ledger.ts';
import { grantedTable } from '../../support/granted-table.ts';

const sealSigner = evidenceTestSigner();
const receiptKeys = evidenceTestSigner();

/** All repositories that the job or a test uses. */
export const evidenceOver = (table: Table) => ({
  batches: batchesOver(table),
  segmentDetails: segmentDetailsOver(table),
  factBox: factBoxOver(table),
  sealClaims: sealClaimsOver(table),
  leaves: leavesOver(table),
  timestamps: sealTimestampsOver(table),
  sealedFacts: sealedFactsOver(table),
  seals: sealsOver(table),
  publishedKeys: publishedKeysOver(table),
});

export function newWorld(ledger: MadeLedger = madeLedger(11), timestampAuthority?: TimestampAuthority) {
  const table = memoryTable();
  const objects = memoryObjects();
  const logs: string[] = [];
  const counts: { readonly name: MetricName; readonly value: number }[] = [];
  const state = { now: new Date(0) };
  const jobOver = (over: Table, bucket: EvidenceObjects = objects) => {
    const refused = (sentence: string) => expect.fail(sentence);
    const granted = grantedTable(over, 'ledger-seal', functions['ledger-seal']?.table ?? {}, refused);
    const deps = {
      ...evidenceOver(granted),
      evidenceObjects: bucket,
      ...{ sealSigner, receiptKeys, timestampAuthority },
      count: (name: MetricName, value: number) => void counts.push({ name, value }),
      log: logOf('ledger-seal', (line) => logs.push(line)),
      now: () => state.now,
    };
    return (context: object = {}) => ledgerSeal(deps)({}, context as never);
  };
  return { ledger, table, objects, logs, counts, state, jobOver, run: jobOver(table) };
}
export type World = ReturnType<typeof newWorld>;

/** The time at which the made ledger claims a seal. */
export const claimTime = ({ ledger }: World, number: number): Date => new Date(ledger.seals[number - 1]!.seal.at);

/** Seals `1` to `count` are those of the made ledger, by another program, and all of their work is done. */
export async function expectSealed({ table, objects, ledger }: World, count: number): Promise<void> {
  const { seals, leaves, sealedFacts, sealClaims } = evidenceOver(table);
  const [key] = await sealSigner.keys();
  const publicKey = createPublicKey({ key: key!.jwk, format: 'jwk' });
  for (const made of ledger.seals.slice(0, count)) {
    const { number } = made.seal;
    const found = (await seals.find(number))!;
    expect(found.seal).toEqual(made.signed.seal);
    const signed = Buffer.from(JSON.stringify(found.seal));
    expect(verify('sha256', signed, publicKey, Buffer.from(found.signature, 'base64')), `seal ${number}`).toBe(true);
    for (const { instance, segment } of made.segments)
      expect((await table.get(segmentKey(instance, segment))).item).not.toHaveProperty('detail');
  }
  expect(await seals.find(count + 1)).toBeNull();
  for (const { id } of ledger.organizations) {
    const expected = ledger.seals
      .slice(0, count)
      .flatMap((each) => each.leaves.filter(({ leaf }) => leaf.organization === id));
    const stored = await leaves.of(id);
    expect(stored.map(({ leaf, index, path }) => ({ leaf, index, path }))).toEqual(
      expected.map(({ leaf, index, path }) => ({ leaf, index, path })),
    );
  }
  for (const { id } of ledger.organizations) {
    const made = ledger.seals.slice(0, count).flatMap((each) => each.leaves);
    const expected = made
      .filter(({ leaf }) => leaf.organization === id)
      .flatMap(({ leaf, entries }) =>
        entries.flatMap(({ line }, index) => {
          const path = auditPath(
            entries.map(({ hash }) => hash),
            index,
          ).map(hexOf);
          const fact = { organization: id, seal: leaf.seal, seq: leaf.seq, index, line, path };
          return JSON.parse(line).instance === undefined ? [fact] : [];
        }),
      );
    expect(await Array.fromAsync(sealedFacts.of(id, count))).toEqual(expected);
  }
  expect((await sealClaims.last())?.done).toEqual({ hasSeal: true });
  expect((await table.query({ pk: factBoxPartition })).items).toEqual([]);
  expect([...objects.objects.keys()].filter((name) => name.endsWith('seal.json'))).toHaveLength(count);
}
