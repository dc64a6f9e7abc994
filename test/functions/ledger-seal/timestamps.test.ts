import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outgoingCaller } from '../../../shared/http/call-out.ts';
import { storeHour } from '../../support/evidence/stored-ledger.ts';
import { timestampAuthority } from '../../support/timestamp-authority.ts';
import { claimTime, evidenceOver, newWorld } from './world.ts';

let authority: Awaited<ReturnType<typeof timestampAuthority>>;
beforeAll(async () => {
  authority = await timestampAuthority();
});
afterAll(() => authority.stop());
beforeEach(() => {
  authority.state.answers = (body) => ({ status: 200, body });
});

const call = outgoingCaller({ maxBytes: 64 * 1_024, mayConnect: () => true });
/** A world whose first hour is stored and due. */
async function worldOfOneHour() {
  const world = newWorld(undefined, { address: authority.address, call });
  await storeHour(world, world.ledger, 1);
  world.state.now = claimTime(world, 1);
  return world;
}

test('each signed seal is confirmed by the authority; `openssl ts` verifies its reply', async () => {
  const world = await worldOfOneHour();
  expect(await world.run()).toMatchObject({ seals: 1, stamped: 1 });
  const { seals, timestamps } = evidenceOver(world.table);
  const { reply, at } = (await timestamps.find(1))!;
  expect(await authority.verify(reply, (await seals.find(1))!.text)).toContain('Verification: OK');
  await expect(authority.verify(reply, 'another text')).rejects.toThrow();
  expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(86_400_000);
  const { asked } = authority.state;
  expect(await world.run()).toMatchObject({ seals: 0, stamped: 0 });
  expect(authority.state.asked).toBe(asked);
});

test.each([
  ['says that it is busy', (body: Buffer) => ({ status: 503, body })],
  ['sends no time stamp', () => ({ status: 200, body: Buffer.from('busy') })],
  ['refuses', () => ({ status: 200, body: Buffer.from([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]) })],
])('an authority that %s delays no seal, is counted, and is asked again by the next run', async (_, answers) => {
  const world = await worldOfOneHour();
  authority.state.answers = answers;
  expect(await world.run()).toMatchObject({ seals: 1, stamped: 0 });
  expect(world.counts).toEqual([{ name: 'SealsNotStamped', value: 1 }]);
  expect(world.logs.join('')).toContain('a seal has no time stamp yet');
  authority.state.answers = (body) => ({ status: 200, body });
  await storeHour(world, world.ledger, 2);
  world.state.now = claimTime(world, 2);
  expect(await world.run()).toMatchObject({ seals: 1, stamped: 2 });
});

test('a reply to another question is not taken', async () => {
  const world = await worldOfOneHour();
  let first: Buffer | undefined;
  authority.state.answers = (body) => {
    first ??= body;
    return { status: 200, body: first };
  };
  expect(await world.run()).toMatchObject({ stamped: 1 });
  await storeHour(world, world.ledger, 2);
  world.state.now = claimTime(world, 2);
  expect(await world.run()).toMatchObject({ seals: 1, stamped: 0 });
  expect(world.logs.join('')).toContain('of another text');
});

test('without an authority nothing is asked', async () => {
  const world = newWorld();
  await storeHour(world, world.ledger, 1);
  world.state.now = claimTime(world, 1);
  expect(await world.run()).toMatchObject({ seals: 1, stamped: 0 });
  expect(await evidenceOver(world.table).timestamps.find(1)).toBeNull();
});
