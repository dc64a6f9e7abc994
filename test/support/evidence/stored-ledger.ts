import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { readDetail } from '../../../shared/domain/evidence/detail.ts';
import type { LedgerCall } from '../../../shared/domain/evidence/entry.ts';
import type { SegmentEntry } from '../../../shared/domain/usage/segment.ts';
import { encodeSegment } from '../../../shared/domain/usage/segment-codec.ts';
import { detailObject, type EvidenceObjects } from '../../../shared/evidence-store/evidence-objects.ts';
import type { EcPublicKey, Signer } from '../../../shared/signing/signer.ts';
import { es256 } from '../../../shared/signing/signing-key.ts';
import { factKey } from '../../../shared/storage/evidence/evidence-item-keys.ts';
import { segmentKey } from '../../../shared/storage/item-keys.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { batchesOver } from '../../../shared/storage/usage/batches.ts';
import type { MadeLedger, MadeSegment } from './made-ledger.ts';

/** The most bytes of a detail that lies in its segment's item. */
const inItem = 4_096;

/** Stores a segment with its detail in the item or in an object, as the functions that admit do. */
async function storeSegment(
  { table, objects }: { readonly table: Table; readonly objects: EvidenceObjects },
  { instance, segment, at, bytes, sha256 }: MadeSegment,
  where: 'item' | 'object' = bytes.length <= inItem ? 'item' : 'object',
): Promise<void> {
  const fixed = encodeSegment({
    ...{ instanceId: instance, number: segment, at, previousHash: '', entries: rowsIn(bytes, { instance, segment }) },
    ledger: { sha256, where },
  });
  if (where === 'object') await objects.putNew(detailObject(instance, segment), bytes);
  const item = { ...segmentKey(instance, segment), body: fixed.bytes };
  await table.put(where === 'item' ? { ...item, detail: bytes } : item);
}

/** The rows of the segment, as the meter counts the calls of its detail. */
function rowsIn(bytes: Uint8Array, place: { readonly instance: string; readonly segment: number }): SegmentEntry[] {
  const calls = readDetail(gunzipSync(bytes).toString('utf8'), place).flatMap(({ entries }) =>
    entries.map(({ line }) => JSON.parse(line) as LedgerCall),
  );
  const rows = Map.groupBy(
    calls,
    ({ organization, key, dataset, at }) => `${organization} ${key} ${dataset} ${at.slice(0, 10)}`,
  );
  return [...rows.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    return {
      ...{ accountId: first.organization, keyId: first.key, datasetId: first.dataset, day: first.at.slice(0, 10) },
      ...{
        periodStart: '2026-12-01T00:00:00.000Z',
        units: of.reduce((sum, { units }) => sum + units, 0),
        calls: of.length,
      },
    };
  });
}

/** Stores segments, a batch that is done, and facts that wait, as they lie before one seal of a made ledger. */
export async function storeHour(
  to: { readonly table: Table; readonly objects: EvidenceObjects },
  { seals, facts }: Pick<MadeLedger, 'seals' | 'facts'>,
  number: number,
  where: (segment: MadeSegment) => 'item' | 'object' | undefined = () => undefined,
): Promise<void> {
  const made = seals[number - 1];
  if (!made) throw new Error(`There is no seal ${number}`);
  const ranges: Record<string, { from: number; to: number }> = {};
  for (const segment of made.segments) {
    await storeSegment(to, segment, where(segment));
    const { from = segment.segment - 1 } = ranges[segment.instance] ?? {};
    ranges[segment.instance] = { from, to: segment.segment };
  }
  const batches = batchesOver(to.table);
  const batch = ((await batches.last())?.number ?? 0) + 1;
  await batches.open(batch, ranges);
  await batches.setDone(batch, made.seal.hour);
  const lines = new Set(made.leaves.flatMap(({ entries }) => entries.map(({ line }) => line)));
  for (const fact of facts.filter(({ line }) => lines.has(line)))
    await to.table.put({ ...factKey(fact), organization: fact.organization, line: fact.line });
}

/** A signer of evidence with this key, or a new one. */
export function evidenceTestSigner(privateKey: KeyObject = newEvidenceKey()): Signer<EcPublicKey> {
  const key = es256.keyOf(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }), { retired: false });
  return {
    keys: async () => [key],
    sign: async (bytes) => ({ kid: key.kid, signature: sign('sha256', bytes, privateKey) }),
  };
}

const newEvidenceKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
