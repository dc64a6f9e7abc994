import { randomBytes } from 'node:crypto';
import type { Cached } from '../../cached.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { randomText } from '../../domain/keys/format.ts';
import type { Published } from '../../domain/keys/hash.ts';
import { readEnv } from '../../env.ts';
import { ownFunctionName, runBeside } from '../../extension.ts';
import type { Log } from '../../log.ts';
import { accessStatesOver } from '../../storage/billing/access.ts';
import { changesOver } from '../../storage/billing/changes.ts';
import { refusalsOver } from '../../storage/evidence/refusals.ts';
import { apiKeysOver } from '../../storage/keys/api-keys.ts';
import type { Table } from '../../storage/table/table.ts';
import { countersOver } from '../../storage/usage/counters.ts';
import { segmentsOver } from '../../storage/usage/segments.ts';
import { answeringReports } from './answering-reports.ts';
import { type AdmissionQueues, assembleAdmission } from './assemble.ts';
import { connectLedgerStores } from './ledger-stores.ts';
import type { QueueUrls } from './queues.ts';

type Options = {
  readonly catalog: Catalog;
  readonly peppers: Cached<Published>;
  readonly log: Log;
  /** Queues for news of passed periods, low credit and used-up quotas; absent: nobody is notified. */
  readonly queues?: AdmissionQueues;
};

/**
 * Connects the admission of this process to the table, with its work after the answers. Every function that admits has one. Its handler
 * goes through `watch`, which sees when it has answered.
 */
export async function connectAdmission(table: Table, { log, queues, ...options }: Options) {
  const functionName = ownFunctionName();
  const places = readEnv(['EVIDENCE_BUCKET', 'RECEIPT_KEYS']);
  const ledger = connectLedgerStores(async () => (await import('./ledger-wiring.ts')).ledgerStoresAt(places, table));
  const parts = assembleAdmission({
    ...options,
    apiKeys: apiKeysOver(table),
    access: accessStatesOver(table),
    changes: changesOver(table),
    counters: countersOver(table),
    segments: segmentsOver(table),
    ledger,
    refusals: refusalsOver(table, () => randomText(6, randomBytes)),
    now: () => Date.now(),
    newInstanceId: () => randomText(8, randomBytes),
    ...(queues && { queues }),
    ...(functionName !== undefined && { functionName }),
  });
  const { afterAnswer, close } = parts.admission;
  const watch = await runBeside({ afterAnswer, close, log });
  return { ...parts, ledger, watch: answeringReports(watch, parts.admission) };
}

/**
 * The queues of a function that admits, connected with the first message. Few instances send one, and the client would slow the start of
 * each.
 */
export function connectAdmissionQueues(urls: QueueUrls): AdmissionQueues {
  let connected: Promise<AdmissionQueues> | undefined;
  const queues = () => {
    connected ??= import('./queues.ts').then(({ admissionQueuesAt }) => admissionQueuesAt(urls));
    return connected;
  };
  return {
    syncs: { send: async (message, deduplicationId) => (await queues()).syncs.send(message, deduplicationId) },
    topUps: { send: async (message) => (await queues()).topUps.send(message) },
    checks: { send: async (message, delaySeconds) => (await queues()).checks.send(message, delaySeconds) },
  };
}
