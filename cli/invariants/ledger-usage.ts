import { hash } from 'node:crypto';
import type { LedgerCall, Place } from '../../shared/domain/evidence/entry.ts';
import type { MissingPiece } from '../../shared/domain/evidence/seal.ts';
import type { SegmentRange } from '../../shared/domain/usage/merge.ts';
import { detailObject } from '../../shared/evidence-store/evidence-objects.ts';
import type { LedgerReads } from './ledger-reads.ts';

/** A sealed call as far as usage needs it. */
export type SealedCall = Pick<LedgerCall, 'organization' | 'key' | 'dataset' | 'units' | 'records'> & Place;

/** Units by segment, organization, key and dataset. */
type Units = Map<string, number>;

/** All calls that were sealed, and the segments that seals say to be missing. */
export type LedgerUsage = {
  add(call: SealedCall): void;
  miss(pieces: readonly MissingPiece[]): void;
  /** The units that differ from those of a segment, in a sentence each; none where the segment is missing. */
  differing(instance: string, segment: number, counted: Units): string[];
};

const rowOf = (organization: string, key: string, dataset: string) => `${organization} by key ${key} on ${dataset}`;
const segmentOf = (instance: string, segment: number) => `${instance}#${segment}`;

/** Collects calls by segment. A segment's are dropped once they are compared. */
export function ledgerUsage(): LedgerUsage {
  const sealed = new Map<string, Units>();
  const missing = new Set<string>();
  return {
    add({ instance, segment, organization, key, dataset, units }) {
      const rows = sealed.get(segmentOf(instance, segment)) ?? new Map<string, number>();
      sealed.set(segmentOf(instance, segment), rows);
      const row = rowOf(organization, key, dataset);
      rows.set(row, (rows.get(row) ?? 0) + units);
    },
    miss(pieces) {
      for (const piece of pieces) if ('instance' in piece) missing.add(segmentOf(piece.instance, piece.segment));
    },
    differing(instance, segment, counted) {
      const name = segmentOf(instance, segment);
      const found = sealed.get(name) ?? new Map<string, number>();
      sealed.delete(name);
      if (missing.has(name)) return [];
      const rows = new Set([...found.keys(), ...counted.keys()]);
      return [...rows].flatMap((row) => {
        const [inLedger, inUsage] = [found.get(row) ?? 0, counted.get(row) ?? 0];
        if (inLedger === inUsage) return [];
        return [`segment ${segment} of ${instance} counts ${inUsage} units of ${row}, and its entries ${inLedger}`];
      });
    },
  };
}

type UsageDeps = Pick<LedgerReads, 'sealClaims' | 'batches' | 'segments' | 'segmentDetails' | 'evidenceObjects'>;

/**
 * Compares each segment that was sealed with its entries, and its detail with its hash. Its rows are the usage by day, once they are rolled up.
 */
export async function faultsOfUsage(deps: UsageDeps, usage: LedgerUsage): Promise<string[]> {
  const last = await deps.sealClaims.last();
  const done = last ? (last.done ? last.claim.toBatch : last.claim.fromBatch - 1) : 0;
  const faults: string[] = [];
  for (const [instance, range] of await sealedRanges(deps, done)) {
    faults.push(...(await faultsOfLog(deps, usage, instance, range)));
    faults.push(...(await faultsOfDetails(deps, instance, range)));
  }
  return faults;
}

const pageSize = 100;

async function sealedRanges({ batches }: UsageDeps, done: number): Promise<ReadonlyMap<string, SegmentRange>> {
  const ranges = new Map<string, SegmentRange>();
  for (let after = 0; after < done; after += pageSize)
    for (const batch of await batches.after(after, Math.min(pageSize, done - after)))
      for (const [instance, { from, to }] of Object.entries(batch.ranges))
        ranges.set(instance, { from: ranges.get(instance)?.from ?? from, to });
  return ranges;
}

async function faultsOfLog({ segments }: UsageDeps, usage: LedgerUsage, instance: string, { from, to }: SegmentRange) {
  const faults: string[] = [];
  for (let after = from; after < to; ) {
    const page = (await segments.read(instance, after)).filter(({ number }) => number <= to);
    if (page.length === 0) break;
    for (const { number, entries, ledger } of page) {
      const counted: Units = new Map();
      for (const { accountId, keyId, datasetId, units } of ledger ? entries : []) {
        const row = rowOf(accountId, keyId, datasetId);
        counted.set(row, (counted.get(row) ?? 0) + units);
      }
      faults.push(...usage.differing(instance, number, counted));
    }
    after = page.at(-1)?.number ?? to;
  }
  return faults;
}

/** The details that lie in objects stay there; one in an item was moved when it was sealed. */
async function faultsOfDetails(
  { segmentDetails, evidenceObjects }: UsageDeps,
  instance: string,
  { from, to }: SegmentRange,
) {
  const faults: string[] = [];
  for (let after = from; after < to; ) {
    const page = await segmentDetails.read(instance, { from: after, to });
    if (page.length === 0) break;
    for (const { segment, ledger } of page) {
      if (ledger?.where !== 'object') continue;
      const bytes = await evidenceObjects.get(detailObject(instance, segment));
      if (!bytes || hash('sha256', bytes, 'hex') !== ledger.sha256)
        faults.push(`the detail of segment ${segment} of ${instance} is not the one of its hash`);
    }
    after = page.at(-1)?.segment ?? to;
  }
  return faults;
}
