import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { always } from '../../shared/cached.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { mintSecret, startOf } from '../../shared/domain/keys/format.ts';
import { hashesOf, parsePeppers } from '../../shared/domain/keys/hash.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { logOf } from '../../shared/log.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { knownCallers } from '../../shared/services/metering/known-callers.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { retryConflicts } from '../../shared/storage/table/retry-conflicts.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { repositoriesOver } from '../../test/support/app-repositories.ts';
import { createTable } from '../../test/support/table-schema.ts';
import { localClient } from '../../test/support/tables.ts';
import catalog from '../../tollgate.config.ts';
import type { Bench } from '../figure.ts';

const tableName = 'revocation';
const peppers = parsePeppers(JSON.stringify({ 1: 'a pepper that only this bench can know' }));
const targetMs = 2_000;
const instances = 4;
const rounds = Number(process.env.ROUNDS ?? 12);
const others = 20;
const deeds = ['a key is revoked', 'an account is suspended', 'a webhook’s sync ends access'] as const;

/** When each instance last admitted what was taken away, counted from when that was answered; all are processes under load. */
export const run: Bench = async () => {
  const dynamoDb = await startDynamoDbLocal();
  const client = localClient(dynamoDb.endpoint);
  await createTable(client, tableName);
  const table = retryConflicts(dynamoTable({ client, tableName }));
  const children = Array.from({ length: instances }, () =>
    fork(import.meta.filename, ['instance', dynamoDb.endpoint], { stdio: 'inherit' }),
  );
  try {
    const late: Record<string, number[]> = {};
    const noise = await busyOthers(table, children);
    for (let round = 0; round < rounds; round++) {
      const deed = deeds[round % deeds.length] ?? deeds[0];
      const worst = await takeAway(table, children, deed);
      late[deed] = [...(late[deed] ?? []), worst];
      console.log(`  ${deed}: last admitted ${worst} ms after the answer`);
    }
    await noise.stop();
    const value = Object.fromEntries(Object.entries(late).map(([deed, all]) => [deed, Math.max(...all)]));
    const peer = {
      'API Gateway, a cached Lambda authorizer': 'until its TTL has passed: 300 s unless set, as AWS documents',
    };
    const ok = Object.values(value).every((ms) => ms <= targetMs);
    return {
      bench: 'revocation',
      value,
      unit: 'ms until refused by every instance',
      target: targetMs,
      peer,
      ratio: null,
      ok,
    };
  } finally {
    for (const child of children) child.kill();
    await dynamoDb.stop();
  }
};

type Person = { readonly accountId: string; readonly key: ApiKey; readonly secret: string };
type Report = { readonly index: number; readonly lastAdmittedMs: number | null; readonly isAdmitted: boolean };

let made = 0;

async function newPerson(table: Table): Promise<Person> {
  const { accounts, apiKeys } = repositoriesOver(table);
  const accountId = crypto.randomUUID();
  const createdAt = new Date().toISOString();
  const email = `${++made}@buyer.example`;
  await accounts.findOrCreate({
    id: accountId,
    email,
    organization: 'A',
    language: 'en',
    createdAt,
    stripeCustomerId: null,
  });
  await syncTo(table, accountId, [subscribed()]);
  const secret = mintSecret('live', (count) => crypto.getRandomValues(new Uint8Array(count)));
  const key: ApiKey = {
    id: `key_${made}`,
    accountId,
    label: 'bench',
    environment: 'live',
    start: startOf(secret),
    scopes: [],
    cidrs: [],
    createdAt,
    expiresAt: null,
    revokedAt: null,
  };
  await apiKeys.insert(key, hashesOf(secret, peppers)[0] ?? '', { most: 10, audit: lineOf(accountId) });
  return { accountId, key, secret };
}

const lineOf = (accountId: string) => ({
  id: crypto.randomUUID(),
  accountId,
  at: new Date().toISOString(),
  action: 'bench',
  actor: 'bench',
  detail: {},
});

const dayMs = 86_400_000;
const subscribed = (): Subscription => {
  const at = new Date().toISOString();
  const periodEnd = new Date(Date.now() + 30 * dayMs).toISOString();
  return {
    id: 'sub_1',
    status: 'active',
    createdAt: at,
    cancelAtPeriodEnd: false,
    cancelAt: null,
    endedAt: null,
    collectionPaused: false,
    collection: 'charge_automatically',
    latestInvoice: { createdAt: at, dueAt: null, status: 'paid' },
    items: [{ lookupKey: 'basic_monthly', quantity: 1, interval: 'month', periodStart: at, periodEnd }],
  };
};

const syncTo = (table: Table, accountId: string, subscriptions: readonly Subscription[]) =>
  syncAccount(
    {
      ...repositoriesOver(table),
      catalog,
      stripe: { listSubscriptions: async () => subscriptions, listTopUps: async () => [] } as unknown as StripeGateway,
      mail: { send: async () => {} },
      webhookEvents: { send: async () => {} },
      log: logOf('bench', () => {}),
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
    },
    accountId,
    'cus_1',
  );

/** Keys that are called all the time, of accounts one of which changes every 100 ms. */
async function busyOthers(table: Table, children: readonly ChildProcess[]) {
  const people: Person[] = [];
  for (let i = 0; i < others; i++) people.push(await newPerson(table));
  for (const { secret } of people) for (const child of children) child.send({ watch: secret });
  const { changes } = repositoriesOver(table);
  const stopped = new AbortController();
  const announcing = (async () => {
    for (let i = 0; !stopped.signal.aborted; i++) {
      await changes.announce(people[i % others]?.accountId ?? '');
      await sleep(100);
    }
  })();
  const stop = () => {
    stopped.abort();
    return announcing;
  };
  return { stop };
}

/** Answers by how many ms the slowest instance went on admitting after the answer; 0 where none did. */
async function takeAway(
  table: Table,
  children: readonly ChildProcess[],
  deed: (typeof deeds)[number],
): Promise<number> {
  const { accountId, key, secret } = await newPerson(table);
  for (const child of children) child.send({ watch: secret });
  while (!(await reports(children)).every(({ isAdmitted }) => isAdmitted)) await sleep(50);
  const { apiKeys, access } = repositoriesOver(table);
  if (deed === deeds[0]) await apiKeys.revoke(key, new Date().toISOString(), lineOf(accountId));
  else if (deed === deeds[1]) await access.suspend(accountId, lineOf(accountId));
  else await syncTo(table, accountId, []);
  const answeredAt = Date.now();
  await sleep(targetMs + 1_000);
  const found = await allRefused(children);
  return Math.max(0, ...found.map(({ lastAdmittedMs }) => (lastAdmittedMs ?? 0) - answeredAt));
}

/** Every instance's report once it has refused. @throws Error where one still admits a minute later */
async function allRefused(children: readonly ChildProcess[]): Promise<Report[]> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await reports(children);
    if (!found.some(({ isAdmitted }) => isAdmitted)) return found;
    await sleep(100);
  }
  throw new Error('An instance still admits what was taken away a minute ago.');
}

/** Of what was watched last. */
const reports = (children: readonly ChildProcess[]): Promise<Report[]> =>
  Promise.all(
    children.map(async (child) => {
      child.send({ report: true });
      const [report] = await once(child, 'message');
      return report as Report;
    }),
  );

/** One instance: calls every key that it was told of, over and over, as a hot-path function would; the last of them is reported on. */
async function instance(endpoint: string): Promise<void> {
  const { apiKeys, access, changes } = repositoriesOver(dynamoTable({ client: localClient(endpoint), tableName }));
  const callers = knownCallers({
    catalog,
    apiKeys,
    access,
    changes,
    peppers: always({ peppers, at: new Date(0) }),
    nowMs: Date.now,
  });
  const secrets: string[] = [];
  let last = { lastAdmittedMs: null as number | null, isAdmitted: false };
  process.on('message', (told: { watch?: string; report?: true }) => {
    if (told.report) process.send?.({ index: secrets.length, ...last });
    if (told.watch === undefined) return;
    secrets.push(told.watch);
    last = { lastAdmittedMs: null, isAdmitted: false };
  });
  for (;;) {
    for (const secret of secrets.slice(-others - 1)) {
      const admittedMs = await admittedAt(callers, secret);
      if (secret !== secrets.at(-1)) continue;
      last = { lastAdmittedMs: admittedMs ?? last.lastAdmittedMs, isAdmitted: admittedMs !== null };
    }
    await Promise.all([sleep(2), callers.refresh(1_000).catch(tolerated)]);
  }
}

/** The moment that the key was admitted at, by which its view was judged; null where it was refused. */
async function admittedAt(callers: ReturnType<typeof knownCallers>, secret: string): Promise<number | null> {
  if (callers.peek(secret, Date.now()) === undefined) await callers.find(secret).catch(tolerated);
  const now = Date.now();
  const caller = callers.peek(secret, now);
  if (!caller?.isInForce(now) || caller.account.state.suspended) return null;
  return caller.account.entitlementAt(now).access === 'none' ? null : now;
}

/** A table that does not answer means 503 to a caller, not a wrong admission. */
function tolerated(error: unknown): null {
  if (error instanceof StorageUnavailable) return null;
  throw error;
}

if (process.argv[2] === 'instance') await instance(process.argv[3] ?? '');
