/** The job that states days, against statements that another program made of the same entries. */
import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { maxStatedPlaces, statementText } from '../../../shared/domain/evidence/statement.ts';
import { factBoxOver } from '../../../shared/storage/evidence/facts.ts';
import { statementDaysOver } from '../../../shared/storage/evidence/statement-days.ts';
import { statementsOver } from '../../../shared/storage/evidence/statements.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';
import { faultyObjects } from '../../support/evidence/memory-objects.ts';
import { storeHour } from '../../support/evidence/stored-ledger.ts';
import { atEveryCall, faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';
import { claimTime, evidenceOver } from '../ledger-seal/world.ts';
import { expectSigned, type StatementWorld, statementWorld } from './world.ts';

const day = '2026-12-01';
const at = (time: string) => new Date(`2026-12-02T${time}:00Z`);

/** Seals the three hours before midnight and the one after. */
async function sealedWorld(made?: StatementWorld): Promise<StatementWorld> {
  const world = made ?? statementWorld();
  for (const number of [1, 2, 3, 4]) await world.sealHour(number);
  return world;
}

const storedOf = async (world: StatementWorld) => {
  const all = await Promise.all(world.ledger.organizations.map(({ id }) => statementsOver(world.table).of(id)));
  return all.flat();
};
const factsOf = async ({ table }: StatementWorld) =>
  (await factBoxOver(table).waiting('2027-01-01', 100)).map(({ line }) => line);
const without = ({ at: _, salt: __, ...rest }: Record<string, unknown>) => rest;

test('a day’s statements are those of the other program, signed, and each is a fact that waits for its seal', async () => {
  const world = await sealedWorld();
  world.state.now = at('01:25');
  expect(await world.stateDays()).toEqual({ days: 1, statements: world.ledger.organizations.length });
  const stored = await storedOf(world);
  expect(stored.map(({ statement }) => without(statement))).toEqual(
    world.ledger.organizations.map(({ id }) => {
      const made = world.ledger.statements.find(({ organization }) => organization === id)!;
      return { ...without(made.signed.statement as Record<string, unknown>) };
    }),
  );
  for (const each of stored) await expectSigned(each);
  expect(await factsOf(world)).toEqual(expect.arrayContaining(stored.map(({ statement }) => statementText(statement))));
  expect(await world.stateDays()).toEqual({ days: 0, statements: 0 });
});

test('webhooks are told of all of a statement, and an organization that chose mails gets one', async () => {
  const world = await sealedWorld();
  world.state.now = at('01:25');
  await world.stateDays();
  const [first] = await storedOf(world);
  const own = world.events.filter(({ event }) => event.accountId === first!.statement.organization);
  expect(own.map(({ event }) => [event.type, event.data.signed])).toEqual([
    ['statement.created', JSON.parse(first!.text)],
  ]);
  expect(world.mails.map(({ template }) => template)).toEqual(world.ledger.organizations.map(() => 'statement_made'));
});

test.each([
  ['00:30', 'while its seals may still come'],
  ['01:15', 'while a run of the sealing job may still be under way'],
])('at %s the day before is not stated, %s', async (time) => {
  const world = await sealedWorld();
  world.state.now = at(time);
  expect(await world.stateDays()).toEqual({ days: 0, statements: 0 });
});

test('a day waits for a claim of its seals that is not done', async () => {
  const world = statementWorld();
  for (const number of [1, 2]) await world.sealHour(number);
  const { sealClaims } = evidenceOver(world.table);
  const claim = { number: 3, seal: 3, at: at('00:07').toISOString(), fromBatch: 3, toBatch: 2, facts: [] };
  await sealClaims.open(claim);
  world.state.now = at('09:25');
  expect(await world.stateDays()).toEqual({ days: 0, statements: 0 });
  await sealClaims.setDone(3, false);
  expect(await world.stateDays()).toMatchObject({ days: 1 });
});

test('wherever a run is interrupted, the next one ends with one statement and one fact of each organization', async () => {
  const scene = async () => {
    const world = await sealedWorld(statementWorld(madeLedger(4, { organizations: 2, hours: 4, callsAnHour: 8 })));
    world.state.now = at('01:25');
    const calls = faultyCalls();
    return { world, calls, run: world.jobOver(faultyTable(world.table, calls), faultyObjects(world.objects, calls)) };
  };
  const whole = await scene();
  await whole.run();
  const before = await factsOf(whole.world);
  const made = whole.calls.reset();
  expect(made).toEqual(expect.arrayContaining(['table put STATEMENTDAY', 'bucket get']));
  await atEveryCall(made, async ({ at: call, kind }) => {
    const { world, calls, run } = await scene();
    calls.arm({ at: call, kind });
    await run().catch(() => {});
    const reached = calls.reset();
    await world.stateDays();
    expect(await storedOf(world)).toHaveLength(2);
    expect(await factsOf(world)).toHaveLength(before.length);
    const told = new Map(world.events.map(({ event }) => [event.id, JSON.stringify(event)]));
    expect(told.size).toBe(2);
    expect(new Set(world.events.map(({ event }) => JSON.stringify(event))).size).toBe(2);
    return reached;
  });
});

test('a summary whose bytes are no longer those that were written stops the job with an error, and no statement is made', async () => {
  const world = await sealedWorld();
  world.state.now = at('01:25');
  const name = [...world.objects.objects.keys()].find((each) => each.includes('000000000002/summary-'))!;
  const bytes = world.objects.objects.get(name)!;
  world.objects.objects.set(name, bytes.slice(0, bytes.length - 9));
  await expect(world.stateDays()).rejects.toThrow(/unexpected end of file/);
  world.objects.objects.delete(name);
  await expect(world.stateDays()).rejects.toThrow(`The object ${name} is missing`);
  world.objects.objects.set(name, bytes);
  expect(await world.stateDays()).toMatchObject({ days: 1 });
});

test('days that were missed are stated one by one, and each seal is in one day', async () => {
  const ledger = madeLedger(8, { hours: 30, callsAnHour: 6, from: new Date('2026-11-30T22:00:00Z') });
  const world = statementWorld(ledger);
  for (const { seal } of ledger.seals) await world.sealHour(seal.number);
  world.state.now = new Date('2026-12-05T09:25:00Z');
  expect((await world.stateDays()).days).toBe(3);
  const stored = await storedOf(world);
  expect([...new Set(stored.map(({ statement }) => statement.day))].toSorted()).toEqual([
    '2026-11-30',
    '2026-12-01',
    '2026-12-02',
  ]);
  for (const { id } of ledger.organizations) {
    const own = await statementsOver(world.table).of(id);
    const leaves = own.map(({ statement }) => statement.leaves);
    for (const [at, { from }] of leaves.entries()) expect(from).toBe((leaves[at - 1]?.to ?? 0) + 1);
  }
  expect(await statementDaysOver(world.table).last()).toMatchObject({ day: '2026-12-02', toSeal: 30, done: true });
});

test('a late entry is in the statement of the day on which it is sealed, under the day of its call', async () => {
  const world = statementWorld();
  for (const number of [1, 2]) await world.sealHour(number);
  await storeHour(world, world.ledger, 3);
  world.state.now = claimTime(world, 4);
  await world.run();
  world.state.now = new Date('2026-12-03T01:25:00Z');
  await world.stateDays();
  const stored = await storedOf(world);
  const leaves = world.ledger.seals[2]!.leaves;
  for (const { leaf, entries } of leaves) {
    const own = stored.find((each) => each.statement.organization === leaf.organization && each.statement.day > day)!;
    const calls = entries.filter(({ line }) => 'instance' in JSON.parse(line));
    expect(own.statement.day).toBe('2026-12-02');
    expect(new Set(own.statement.totals.map((total) => total.day))).toEqual(new Set([day]));
    expect(own.statement.totals.reduce((sum, total) => sum + total.calls, 0)).toBe(calls.length);
  }
});

test('leaves that hold statements alone are not stated, so that statements do not ask for each other', async () => {
  const world = await sealedWorld();
  world.state.now = at('01:25');
  await world.stateDays();
  world.state.now = at('03:07');
  await world.run();
  world.state.now = new Date('2026-12-03T01:25:00Z');
  await world.stateDays();
  world.state.now = new Date('2026-12-03T03:07:00Z');
  await world.run();
  world.state.now = new Date('2026-12-04T01:25:00Z');
  expect(await world.stateDays()).toEqual({ days: 1, statements: 0 });
});

test('a statement of many places has the number and hash of their list, which is an object', async () => {
  const ledger = madeLedger(5, { organizations: 1, instances: 260, hours: 4, callsAnHour: 1_200, receipts: true });
  const world = await sealedWorld(statementWorld(ledger));
  world.state.now = at('01:25');
  await world.stateDays();
  const [stored] = await storedOf(world);
  const statement = stored!.statement as { placesCount?: number; placesSha256?: string; places?: unknown };
  expect(statement.places).toBeUndefined();
  expect(statement.placesCount).toBeGreaterThan(maxStatedPlaces);
  const name = [...world.objects.objects.keys()].find((each) => each.startsWith('statements/'));
  const bytes = gunzipSync(world.objects.objects.get(name!)!);
  expect(hash('sha256', bytes, 'hex')).toBe(statement.placesSha256);
  expect(bytes.toString().trimEnd().split('\n')).toHaveLength(statement.placesCount!);
});
