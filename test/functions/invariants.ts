import { expect } from 'vitest';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { decodeEntry } from '../../shared/domain/usage/pledge.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import catalog from '../../tollgate.config.ts';
import type { TestStripe } from '../support/app-stripe.ts';

const whose = ({ pk }: Item) => pk.slice(pk.lastIndexOf('#') + 1);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Properties of the table that hold at every moment, wherever a flow was interrupted. */
export function expectConsistent(items: readonly Item[]): void {
  const kind = (prefix: string, skPrefix = '') =>
    items.filter(({ pk, sk }) => pk.startsWith(prefix) && sk.startsWith(skPrefix));
  expectAccounts(kind('ACCOUNT#', 'PROFILE'), kind('CUSTOMER#'));
  expectPeople(kind);
  expectSessions(kind('SESSION#'), allLinesOf(items), [...kind('ACCOUNT#', 'PROFILE'), ...kind('MEMBERSHIP#')]);
  for (const account of kind('ACCOUNT#', 'PROFILE')) {
    const of = (prefix: string, skPrefix?: string) =>
      kind(prefix, skPrefix).filter((item) => whose(item) === whose(account));
    expectKeys(of('KEYLIST#', 'KEY#'), kind('KEY#'));
    expectLaw(of('COUNTER#'), of('USAGE#'));
    expectAccess(of('BILLING#', 'STATE'), of('ACCESS#', 'GRANTS'));
    if (account.leavingAt === undefined)
      expectTrail(linesOf(items, whose(account)), {
        'key.rotated': of('KEYLIST#', 'KEY#').filter(({ rotated }) => rotated === true).length,
        'key.revoked': of('KEYLIST#', 'KEY#').filter(({ revokedAt }) => revokedAt !== '').length,
        'licence.accepted': of('ACCESS#', 'LICENCE#').length,
        'badge.applied': kind('BADGE#', '-').filter((item) => isApplication(item) && item.accountId === whose(account))
          .length,
      });
    expect(
      linesOf(items, whose(account)).filter(({ action }) => action === 'key.created' || action === 'key.rotated'),
    ).toHaveLength(of('KEYLIST#', 'KEY#').length);
  }
}

/** The lines of an organization's trail, waiting or chained; one that is both is one. */
function linesOf(items: readonly Item[], organization: string): Item[] {
  return allLinesOf(items).filter((line) => line.organization === organization);
}

/** The lines of every trail. */
function allLinesOf(items: readonly Item[]): Item[] {
  const lines = items.filter((item) => /^TRAIL(BOX)?#/.test(item.pk) && item.action !== undefined);
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}

/** Each session has its line in a trail, and each line its session until one is ended. */
function expectSessions(items: readonly Item[], trail: readonly Item[], mayLeave: readonly Item[]): void {
  const isEnded = trail.some(({ action }) => String(action).startsWith('session.') && action !== 'session.started');
  if (isEnded || mayLeave.some(({ leavingAt }) => leavingAt !== undefined)) return;
  const started = trail.filter(({ action }) => action === 'session.started').length;
  expect(started).toBe(items.filter(({ pk }) => !pk.startsWith('SESSION#@')).length);
}

/** Other items of badges have a sign before their name. */
const isApplication = ({ pk }: Item) => /^BADGE#\w+$/.test(pk);

/** One customer an account, each found from both sides. */
function expectAccounts(accounts: readonly Item[], customers: readonly Item[]): void {
  const tied = accounts.filter(({ stripeCustomerId }) => stripeCustomerId !== undefined);
  expect(pairs(tied, ({ stripeCustomerId }) => stripeCustomerId, whose)).toEqual(
    pairs(customers, whose, ({ accountId }) => accountId),
  );
}

const pairs = (of: readonly Item[], value: (item: Item) => unknown, id: (item: Item) => unknown) =>
  of.map((item) => `${value(item)} ${id(item)}`).toSorted();

/** One person an address; each membership in both lists alike, and counted in both. An organization that is not deleted has an owner. */
function expectPeople(kind: (prefix: string, skPrefix?: string) => Item[]): void {
  const people = kind('PERSON#');
  expect(pairs(people, ({ email }) => email, whose)).toEqual(pairs(kind('EMAIL#'), whose, ({ personId }) => personId));
  const members = kind('MEMBER#', 'PERSON#');
  const memberships = kind('MEMBERSHIP#', 'ORG#');
  const shown = ({ pk, sk, role, since }: Item) =>
    `${pk.replace(/^\w+#/, '')} ${sk.replace(/^\w+#/, '')} ${role} ${since}`;
  const turned = (text: string) => text.replace(/^(\S+) (\S+)/, '$2 $1');
  expect(members.map(shown).toSorted()).toEqual(memberships.map(shown).map(turned).toSorted());
  for (const { pk, sk, organizations, leftAt } of kind('MEMBERSHIP#', 'ORG').filter(({ sk }) => sk === 'ORG')) {
    if (leftAt !== undefined) continue;
    expect([pk, sk, organizations]).toEqual([pk, sk, memberships.filter((each) => each.pk === pk).length]);
  }
  for (const account of kind('ACCOUNT#', 'PROFILE').filter(({ leavingAt }) => leavingAt === undefined)) {
    const own = members.filter(({ pk }) => pk === `MEMBER#${whose(account)}`);
    const owners = own.filter(({ role }) => role === 'owner').length;
    expect(owners).toBeGreaterThan(0);
    const counts = kind('MEMBER#', 'COUNT').filter(({ pk }) => pk === `MEMBER#${whose(account)}`);
    expect(counts).toMatchObject([{ members: own.length, owners }]);
  }
}

/** Each key under its account and under its hash, alike; the key before it, where one is named, is the account's. */
function expectKeys(own: readonly Item[], byHash: readonly Item[]): void {
  for (const { pk, sk, hash, predecessor, ...key } of own) {
    const twin = byHash.find((item) => whose(item) === hash);
    expect(twin).toMatchObject(key);
    if (predecessor !== '') expect(own.map(({ id }) => id)).toContain(predecessor);
  }
}

const numbersIn = (item: Item, prefix: string) =>
  Object.entries(item).flatMap(([name, value]) => (name.startsWith(prefix) ? [Number(value)] : []));

/** No unit of a counter appears or is lost, and no more was folded than was taken. */
function expectLaw(counters: readonly Item[], days: readonly Item[]): void {
  for (const counter of counters) {
    const entries = Object.entries(counter).flatMap(([name, value]) => (name.startsWith('t:') ? [value] : []));
    const taken = sum(entries.map((stored) => decodeEntry(stored, 0).taken)) + Number(counter.retired);
    const credited = Number(counter.credited ?? 0);
    expect(Number(counter.limit) + credited).toBe(Number(counter.free) + taken);
    const ofPeriod = days.filter(({ sk }) => sk.split('#')[1] === counter.sk);
    const repeated = 0 - sum(ofPeriod.flatMap((day) => numbersIn(day, 'u:repeats:')));
    expect(credited).toBeLessThanOrEqual(repeated);
    expect(sum(ofPeriod.flatMap((day) => numbersIn(day, 'u:'))) + repeated).toBeLessThanOrEqual(taken);
  }
}

/** The access granted is that of the stored subscriptions, unless an access change on record is still to be applied. */
function expectAccess(billing: readonly Item[], grants: readonly Item[]): void {
  if (billing[0]?.accessChange !== undefined) return;
  const subscriptions = (billing[0]?.subscriptions ?? []) as unknown as readonly Subscription[];
  expect(grants[0]?.grants ?? []).toEqual(grantsOf(catalog, subscriptions));
}

/** A line for everything that was done, none for what was not. */
function expectTrail(trail: readonly Item[], done: Readonly<Record<string, number>>): void {
  const lines = Object.keys(done).map((action) => [action, trail.filter((line) => line.action === action).length]);
  expect(Object.fromEntries(lines)).toEqual(done);
}

/** One customer an account at Stripe, at most one subscription of a plan, and one open session among those handed out. */
export async function expectSoldOnce({ sdk }: TestStripe, email: string, handedOut: readonly string[]): Promise<void> {
  const customers = await sdk.customers.list({ email });
  expect(customers.data.length).toBeLessThanOrEqual(1);
  const [customer] = customers.data;
  if (!customer) return;
  const subscriptions = await sdk.subscriptions.list({ customer: customer.id });
  const products = subscriptions.data.map(({ items }) => items.data[0]?.price.product);
  expect(new Set(products).size).toBe(products.length);
  const open = await sdk.checkout.sessions.list({ customer: customer.id, status: 'open' });
  expect(open.data.filter(({ url }) => url !== null && handedOut.includes(url)).length).toBeLessThanOrEqual(1);
}
