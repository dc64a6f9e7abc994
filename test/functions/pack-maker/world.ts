import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { verifyPack } from '../../../evidence/verify/verify-pack.ts';
import { packMaker } from '../../../functions/pack-maker/handler.ts';
import { functions } from '../../../infra/functions.ts';
import type { PackOrder } from '../../../shared/domain/evidence/pack-order.ts';
import type { MetricName } from '../../../shared/env.ts';
import type { EvidenceObjects } from '../../../shared/evidence-store/evidence-objects.ts';
import type { PackStore } from '../../../shared/evidence-store/pack-store.ts';
import { logOf } from '../../../shared/log.ts';
import { evidenceSigner } from '../../../shared/signing/evidence-signer.ts';
import type { AuditEntry } from '../../../shared/storage/accounts/audit.ts';
import { packOrdersOver } from '../../../shared/storage/evidence/pack-orders.ts';
import { packWorkOver } from '../../../shared/storage/evidence/pack-work.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';
import { verifierFile, wholePeriod } from '../../support/evidence/made-source.ts';
import { memoryPacks } from '../../support/evidence/memory-packs.ts';
import { sealedWorld, sourceDepsOver } from '../../support/evidence/sealed-world.ts';
import { evidenceTestSigner } from '../../support/evidence/stored-ledger.ts';
import { grantedTable } from '../../support/granted-table.ts';
import { unzip } from '../../support/unzip.ts';

/** The line of the trail with which an order is placed. */
const lineOf = ({ organization, orderedAt }: PackOrder, id: string): AuditEntry => ({
  ...{ id, accountId: organization, at: orderedAt, action: 'pack.ordered', actor: 'tollgate', detail: {} },
});

/** A run has this long; a short one pauses after each leaf. */
export type RunOf = { readonly remainingMs?: number };
type Over = { readonly table: Table; readonly objects: EvidenceObjects; readonly packs: PackStore };

/** An organization of a sealed ledger with an order of a pack, and the function that makes it. */
export async function newWorld(ledger = madeLedger(51, { organizations: 3 })) {
  const { table, objects } = await sealedWorld(ledger);
  const packs = memoryPacks();
  const organization = ledger.organizations[0]!.id;
  const state = { now: new Date('2027-01-02T10:00:00Z'), runs: 0 };
  const hidden: number[] = [];
  const logs: string[] = [];
  const counts: { readonly name: MetricName; readonly value: number }[] = [];
  const order: PackOrder = {
    ...{ id: 'pack-1', organization, ...wholePeriod, orderedAt: state.now.toISOString(), by: 'organization' },
    ...{ status: 'waiting', progress: null, touchedAt: state.now.toISOString(), made: null, reason: null },
  };
  await packOrdersOver(table).place({ order, audit: lineOf(order, 'line') });
  const makerOver = (over: Over) => {
    const refused = (sentence: string) => expect.fail(sentence);
    const granted = grantedTable(over.table, 'pack-maker', functions['pack-maker']?.table ?? {}, refused);
    return packMaker({
      ...sourceDepsOver(granted, over.objects),
      packWork: packWorkOver(granted),
      packStore: over.packs,
      signer: evidenceSigner(evidenceTestSigner(ledger.ledgerKey.privateKey)),
      verifier: readFileSync(verifierFile, 'utf8'),
      drawReport: async ({ entries }) => Buffer.from(`${entries} entries`),
      hide: async (_, seconds) => void hidden.push(seconds),
      newId: () => `run-${++state.runs}`,
      now: () => state.now,
      count: (name, value) => void counts.push({ name, value }),
      log: logOf('pack-maker', (line) => logs.push(line)),
    });
  };
  /** Delivers the message once; whether it comes back. */
  const deliver = async (over: Over = { table, objects, packs }, { remainingMs = 900_000 }: RunOf = {}) => {
    const body = JSON.stringify({ organization, id: order.id });
    const record = { messageId: 'm', receiptHandle: 'r', body, attributes: { ApproximateReceiveCount: '1' } };
    const context = { getRemainingTimeInMillis: () => remainingMs };
    const answer = await makerOver(over)({ Records: [record] } as never, context as never);
    return answer.batchItemFailures.length > 0;
  };
  const read = async () => (await packOrdersOver(table).find(organization, order.id))!;
  return { ledger, table, objects, packs, organization, order, state, hidden, logs, counts, deliver, read };
}
export type World = Awaited<ReturnType<typeof newWorld>>;

/** The order has ended with the one zip that there is, which opens and holds. */
export async function expectMade(world: World): Promise<Readonly<Record<string, number>>> {
  const { packs, order } = world;
  expect([...packs.zips.keys()]).toEqual([order.id]);
  return expectHolds(world, packs.zips.get(order.id)!);
}

type Verdict = Pick<Awaited<ReturnType<typeof verifyPack>>, 'findings' | 'counts'>;
type VerdictOf = (folder: string, pinned: string) => Promise<Verdict>;

const verdictHere: VerdictOf = (folder, pinned) => verifyPack({ folder, pinned: [pinned] });

/** The order is ready, and this is its zip, which opens and holds. */
export async function expectHolds(
  { ledger, read }: Pick<World, 'ledger' | 'read'>,
  zip: Uint8Array,
  verdictOf: VerdictOf = verdictHere,
): Promise<Readonly<Record<string, number>>> {
  const { status, made } = await read();
  expect(status).toBe('ready');
  expect(zip.length).toBe(made!.bytes);
  expect(made).toMatchObject({ keyId: ledger.ledgerKey.jwk.kid, sealedThrough: ledger.seals.length });
  const folder = mkdtempSync(path.join(tmpdir(), 'pack-maker-'));
  try {
    writeFileSync(path.join(folder, 'pack.zip'), zip);
    const opened = path.join(folder, 'opened');
    await unzip(path.join(folder, 'pack.zip'), opened);
    const verdict = await verdictOf(opened, ledger.ledgerKey.jwk.kid);
    expect(verdict.findings).toEqual([]);
    return verdict.counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
