import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkInvariants } from '../../cli/invariants/check.ts';
import { linesOf } from '../../cli/invariants/report.ts';
import { decodeEntry, encodeEntry } from '../../shared/domain/usage/pledge.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import {
  acceptancePartition,
  apiKeyKey,
  billingKey,
  counterKey,
  grantsKey,
  usagePartition,
} from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item, Table } from '../../shared/storage/table/table.ts';
import { chainOwnerOf, trailLineKey } from '../../shared/storage/trail/trail-keys.ts';
import { instanceOver, openCounter } from '../functions/metering.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';

let stripe: TestStripe;
let app: App;
let table: Table;
let items: () => Promise<readonly Item[]>;
let buyer: Person;
let id: string;
let people = 0;

beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

/** Three accounts: a paying buyer with a live and a test key and some usage, one who only signed up, and a deleted one. */
beforeEach(async () => {
  ({ table, items } = observedTable(memoryTable()));
  app = assemble({ table, stripe: stripe.gateway, now: stripe.now });
  await signUp(app, `idle-${++people}@buyer.example`);
  const leaver = await settledBuyer(`leaver-${people}@buyer.example`);
  await leaver.send('DELETE', '/v1/account');
  await app.drain();
  buyer = await settledBuyer(`buyer-${people}@buyer.example`);
  ({ id } = (await buyer.get<{ id: string }>('/v1/account')).body);
});

async function settledBuyer(email: string): Promise<Person> {
  const person = await signUp(app, email);
  await pay((await person.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
  await app.reconcile();
  await acceptLicences(person);
  const { secret } = await newKey(person);
  await newKey(person, 'test');
  const read = await app.request('GET', '/data/posts?limit=7', { headers: { authorization: `Bearer ${secret}` } });
  expect(read.status, read.text).toBe(200);
  return person;
}

const chainOwners = async () => new Set((await items()).flatMap(({ pk }) => chainOwnerOf(pk) ?? []));

/** The violations of the third look, by the invariant's number. */
async function broken() {
  let slept = 0;
  const sleep = async () => {
    slept += 1;
  };
  const checked = await checkInvariants({ ...app.deps, chainOwners, sleep });
  expect(checked.accounts).toBe(3);
  const found = checked.findings.filter(({ violations }) => violations.length > 0);
  expect(slept).toBe(2 * found.length);
  return found.map(({ number, violations }) => ({ number, violations }));
}

const only = async (kind: (item: Item) => boolean) => {
  const found = (await items()).filter(kind);
  expect(found.length).toBeGreaterThan(0);
  return found;
};
const counter = () => only(({ pk }) => pk === counterKey(id, '').pk).then(([item]) => item!);
const liveKey = () =>
  only((item) => item.pk.startsWith('KEY#') && item.accountId === id && item.environment === 'live').then(
    ([item]) => item!,
  );

describe('the invariants', () => {
  test('hold in an untouched world, and each is reported in one line', async () => {
    expect(await broken()).toEqual([]);
    const lines = linesOf(await checkInvariants({ ...app.deps, chainOwners, sleep: async () => {} }));
    expect(lines).toEqual(
      [1, 2, 4, 5, 5].map((number) => expect.stringMatching(`^holds +${number} .* \\(3 accounts\\)$`)),
    );
  });

  test('1: grants that nobody pays for are found', async () => {
    const [grant] = (await app.deps.access.read(id)).grants;
    await table.update(grantsKey(id), { set: { grants: [{ ...grant!, graceUntil: '2099-01-01T00:00:00.000Z' }] } });
    expect(await broken()).toEqual([
      { number: 1, violations: [expect.stringMatching(`^account ${id}: grant .*graceUntil is "2099-01-01`)] },
    ]);
  });

  test('1: a missing billing item is found, and one whose customer Stripe does not know', async () => {
    await table.delete(billingKey(id));
    expect(await broken()).toEqual([{ number: 1, violations: [expect.stringContaining('is not there, by Stripe {')] }]);
    await table.update({ pk: `ACCOUNT#${id}`, sk: 'PROFILE' }, { set: { stripeCustomerId: 'cus_unknown' } });
    expect(await broken()).toEqual([
      { number: 1, violations: [expect.stringContaining('Stripe does not say what cus_unknown has')] },
    ]);
  });

  test('1: a change at Stripe whose event was lost is found', async () => {
    const { stripeCustomerId } = (await app.deps.accounts.find(id))!;
    const [subscription] = await stripe.gateway.listSubscriptions(stripeCustomerId!);
    await stripe.gateway.cancelNow(subscription!.id);
    const [{ violations } = { violations: [] }] = await broken();
    expect(violations).toContainEqual(expect.stringContaining('status is "active", by Stripe "canceled"'));
  });

  test('2: a counter whose units do not add up is found, and one with more units reported than taken', async () => {
    const periodStart = '2026-10-24T12:00:00.000Z';
    await openCounter(table, { accountId: id, periodStart }, 100);
    const instance = instanceOver(table, 'env00001', stripe.now);
    await instance.register();
    await instance.take({ accountId: id, periodStart }, 20);
    await instance.read(['a', 'a'], { accountId: id, periodStart });
    await instance.report({ [id]: 18 }, { periodStart });
    await app.mergeUsage();
    const ofTwo = async () => (await broken()).filter(({ number }) => number === 2);
    expect(await ofTwo()).toEqual([]);
    await instance.report({ [id]: 1 }, { periodStart });
    const reported = expect.stringMatching(/: 21 units of 2026-10-24.* are reported, and 20 were taken$/);
    expect(await ofTwo()).toEqual([{ number: 2, violations: [reported] }]);
    await app.mergeUsage();
    expect(await ofTwo()).toEqual([{ number: 2, violations: [reported] }]);
    await table.update({ pk: counterKey(id, '').pk, sk: periodStart }, { add: { free: 1 } });
    const apart = expect.stringMatching(/has a limit of 100 and 1 credited, and 82 free and 20 taken$/);
    expect(await ofTwo()).toEqual([{ number: 2, violations: [apart, reported] }]);
  });

  test('2: units past a hard allowance are found, unless a larger plan ended within the period', async () => {
    const opened = await counter();
    const [name] = Object.keys(opened).filter((each) => each.startsWith('t:'));
    const { taken, ...rest } = decodeEntry(opened[name!]!, Number(opened.opened));
    const more = encodeEntry({ ...rest, taken: taken + 10_000 }, Number(opened.opened));
    await table.update(opened, { add: { limit: 10_000 }, set: { [name!]: more } });
    await app.mergeUsage();
    const [day] = await only(({ pk }) => pk === usagePartition(id));
    const [units] = Object.keys(day!).filter((each) => each.startsWith('u:'));
    await table.update(day!, { set: { [units!]: 10_001 } });
    expect(await broken()).toEqual([{ number: 2, violations: [expect.stringContaining('10001 units since')] }]);
    const line = {
      accountId: id,
      action: 'access.changed',
      actor: 'stripe' as const,
      detail: { grants: 'pro (active)' },
    };
    await app.deps.audit.append({ ...line, id: 'zz', at: stripe.now().toISOString() });
    expect(await broken()).toEqual([]);
  });

  test('4: a key without any acceptance is found, and usage of it', async () => {
    for (const { pk, sk } of await only(({ pk, sk }) => pk === acceptancePartition(id) && sk.startsWith('LICENCE#')))
      await table.delete({ pk, sk });
    const key = 'was made before any licence was accepted';
    expect(await broken()).toEqual([
      {
        number: 4,
        violations: [
          expect.stringContaining(key),
          expect.stringContaining(key),
          expect.stringMatching(/7 units of posts on .*, before its licence was accepted$/),
        ],
      },
    ]);
  });

  test('4: a key that its owner sees as revoked but that still works is found', async () => {
    const key = await liveKey();
    await buyer.send('DELETE', `/v1/keys/${key.id}`);
    expect(await broken()).toEqual([]);
    await table.update(key, { set: { revokedAt: '' } });
    expect(await broken()).toEqual([{ number: 4, violations: [expect.stringContaining('and admitted with null')] }]);
    await table.delete(apiKeyKey(key.pk.slice('KEY#'.length)));
    expect(await broken()).toEqual([{ number: 4, violations: [expect.stringContaining('no call would find it')] }]);
  });

  test.each([
    ['somebody who belongs to no organization any more', 'per_gone'],
    ['the operators', operators],
  ])('5: an edited line is found in the trail of %s', async (_, owner) => {
    const actor = { kind: 'person', id: 'per_gone', name: 'gone@buyer.example' } as const;
    const line = { id: 'line-1', accountId: owner, at: stripe.now().toISOString(), actor };
    await app.deps.audit.append({ ...line, action: 'session.ended', detail: {} });
    await app.chainTrail();
    expect(await broken()).toEqual([]);
    await table.update(trailLineKey(owner, 1), { set: { action: 'session.started' } });
    const violations = [
      expect.stringMatching(/^the (operators’ trail|trail of per_gone): line 1 is not as it was written$/),
    ];
    expect(await broken()).toEqual([{ number: 5, violations }]);
  });

  test('a fault that is gone at a later look, because the deployment keeps working, is not reported', async () => {
    await table.delete(billingKey(id));
    const sleep = () => app.reconcile();
    const { findings } = await checkInvariants({ ...app.deps, chainOwners, sleep });
    expect(findings.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('the check changes nothing', async () => {
    const before = await items();
    await broken();
    expect(await items()).toEqual(before);
  });

  test.each([
    [['--url', 'http://127.0.0.1:9'], 'No local world answers at http://127.0.0.1:9'],
    [['--url', 'nowhere'], '--url must be an address'],
    [['--stage', 'dev'], 'With --stage give --table too'],
    [['--stage', 'dev', '--table', 'T'], 'With --stage give --bucket too'],
    [['--stage', 'dev', '--table', 'T', '--bucket', 'B'], 'Set STRIPE_SECRET_KEY'],
    [['everything'], 'Usage: npm run invariants'],
  ])('npm run invariants -- %j says in one sentence what is missing', async (args, sentence) => {
    const run = promisify(execFile)(process.execPath, ['cli/invariants.ts', ...args], {
      env: { PATH: process.env.PATH },
    });
    const ended = await run.catch((error: { code: number; stderr: string }) => error);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
  });
});
