import { ledgerSeal } from '../functions/ledger-seal/handler.ts';
import { logOf } from '../shared/log.ts';
import { factBoxOver } from '../shared/storage/evidence/facts.ts';
import { leavesOver } from '../shared/storage/evidence/leaves.ts';
import { publishedKeysOver } from '../shared/storage/evidence/published-keys.ts';
import { sealClaimsOver } from '../shared/storage/evidence/seal-claims.ts';
import { sealTimestampsOver } from '../shared/storage/evidence/seal-timestamps.ts';
import { sealedFactsOver } from '../shared/storage/evidence/sealed-facts.ts';
import { sealsOver } from '../shared/storage/evidence/seals.ts';
import { segmentDetailsOver } from '../shared/storage/evidence/segment-details.ts';
import type { Table } from '../shared/storage/table/table.ts';
import { batchesOver } from '../shared/storage/usage/batches.ts';
import { evidenceTestSigner } from '../test/support/evidence/stored-ledger.ts';
import type { CountedLedger } from './counted-ledger.ts';

/** A function that seals the ledger of `table`, as the hourly job does; `now` is in epoch ms. */
export function sealing(table: Table, { objects, counts }: CountedLedger, now: () => number) {
  const keys = evidenceTestSigner();
  const sealSigner: typeof keys = {
    keys: keys.keys,
    async sign(bytes) {
      counts.signatures += 1;
      return keys.sign(bytes);
    },
  };
  const job = ledgerSeal({
    batches: batchesOver(table),
    segmentDetails: segmentDetailsOver(table),
    factBox: factBoxOver(table),
    sealClaims: sealClaimsOver(table),
    leaves: leavesOver(table),
    timestamps: sealTimestampsOver(table),
    sealedFacts: sealedFactsOver(table),
    seals: sealsOver(table),
    publishedKeys: publishedKeysOver(table),
    evidenceObjects: objects,
    sealSigner,
    receiptKeys: keys,
    count: () => {},
    log: logOf('ledger-seal', () => {}),
    now: () => new Date(now()),
  });
  return async () => void (await job({}, {} as never));
}
