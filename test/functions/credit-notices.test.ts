import { beforeEach, describe, expect, test } from 'vitest';
import { creditPeriod, grantsOfAll } from '../../shared/domain/billing/credit.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import type { TopUpMessage } from '../../shared/queues.ts';
import { counterKey, grantsKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import catalog from '../../tollgate.config.ts';
import { nameOf } from '../support/names.ts';
import { counterOf, instanceOver, mergerOver, start } from './metering.ts';

type Merge = (event: object, context: object) => Promise<unknown>;

const id = counterOf('acct-1', creditPeriod);
const since = start.toISOString();
const now = () => start;

let table: Table;
let mails: MailMessage[];
let asked: string[];
let instance: ReturnType<typeof instanceOver>;
let version = 0;

/** So many units were bought in all, and the last purchase was of 2,000. */
async function grant(units: number): Promise<void> {
  version += 1;
  const grants = grantsOfAll(catalog, { subscriptions: [], credit: { units, lastUnits: 2_000, since } });
  await table.put({ ...grantsKey(id.accountId), version, grants: grants as never });
  const counters = countersOver(table);
  const counter = await counters.read(id);
  if (counter) await counters.relimit(id, { from: counter.limit, to: units, version });
  else await counters.open(id, { units, version });
}

beforeEach(async () => {
  table = memoryTable();
  [mails, asked, version] = [[], [], 0];
  await grant(2_000);
  instance = instanceOver(table, 'e0000001', now);
  await instance.register();
});

/** An instance takes a block and serves some of it, and the job merges. */
async function use(units: number, { taken = units } = {}): Promise<string[]> {
  const before = mails.length;
  if (taken > 0) expect(await instance.take(id, taken)).toBe(true);
  if (units > 0) await instance.report({ [id.accountId]: units }, { periodStart: creditPeriod });
  const topUps: TopUpMessage[] = [];
  await (mergerOver(table, now, { mails, topUps }) as unknown as Merge)({}, {});
  asked.push(...topUps.map(({ accountId }) => accountId));
  return mails.slice(before).map((mail) => (mail.template === 'notice' ? `${mail.notice.id}` : mail.template));
}

describe('notices of prepaid credit', () => {
  test('once when a fifth of the latest purchase is left and once when nothing is, by what was served', async () => {
    expect(await use(1_500, { taken: 1_900 })).toEqual([]);
    expect(await use(100, { taken: 0 })).toEqual(['credit_low:80:2000']);
    expect(await use(200, { taken: 0 })).toEqual([]);
    expect(await use(200, { taken: 100 })).toEqual(['credit_low:100:2000']);
    expect(mails.at(-1)).toMatchObject({ notice: { kind: 'credit_low', left: 0, name: nameOf('pay_per_use') } });
  });

  test('a buyer who passes both thresholds at once is told of the second, and told again after more was bought', async () => {
    expect(await use(2_000)).toEqual(['credit_low:100:2000']);
    await grant(4_000);
    expect(await use(100)).toEqual([]);
    expect(await use(1_600)).toEqual(['credit_low:80:4000']);
  });

  test('are not sent before all is used with automatic top-up, which is requested', async () => {
    await table.update(counterKey(id.accountId, creditPeriod), { set: { topUpBelow: 500 } });
    expect(await use(1_000)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await use(700)).toEqual([]);
    expect(asked).toEqual([id.accountId]);
    expect(await use(300)).toEqual(['credit_low:100:2000']);
  });
});
