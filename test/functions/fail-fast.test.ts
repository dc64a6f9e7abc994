import { describe, expect, test } from 'vitest';
import { failFast } from '../../shared/storage/table/fail-fast.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';

const item = { pk: 'P', sk: 'S' };

/** A table that hangs, answers or refuses as `state` says, over a clock that the test moves; each call takes as long as it would. */
function world() {
  const memory = memoryTable();
  const state = { mood: 'answers' as 'answers' | 'hangs' | 'throttles', nowMs: 0, sent: 0 };
  const timers: { atMs: number; fire: () => void }[] = [];
  const pass = (ms: number) => {
    state.nowMs += ms;
    for (const timer of timers.splice(0)) {
      if (timer.atMs <= state.nowMs) timer.fire();
      else timers.push(timer);
    }
  };
  const elapsed = (ms: number) => new Promise<void>((fire) => timers.push({ atMs: state.nowMs + ms, fire }));
  const ask = async <R>(call: () => Promise<R>): Promise<R> => {
    state.sent += 1;
    if (state.mood === 'answers') return call();
    if (state.mood === 'hangs') await elapsed(9_000);
    throw new StorageUnavailable(new Error(state.mood));
  };
  const inner = Object.fromEntries(
    Object.entries(memory).map(([name, call]) => [
      name,
      (...given: never[]) => ask(() => (call as never as (...all: never[]) => Promise<unknown>)(...given)),
    ]),
  ) as unknown as Table;
  const table = failFast(inner, { nowMs: () => state.nowMs, elapsed });
  const failing = async (call: Promise<unknown>, ms = 0) => {
    const seen = expect(call).rejects.toBeInstanceOf(StorageUnavailable);
    if (ms > 0) pass(ms);
    await seen;
  };
  const hang = async () => {
    state.mood = 'hangs';
    await failing(table.get(item), 9_000);
  };
  return { state, table, pass, failing, hang };
}

const calls: readonly [string, (table: Table) => Promise<unknown>][] = [
  ['get', (table) => table.get(item)],
  ['getAll', (table) => table.getAll([item])],
  ['query', (table) => table.query({ pk: 'P' })],
  ['put', (table) => table.put(item)],
  ['update', (table) => table.update(item, { add: { n: 1 } })],
  ['delete', (table) => table.delete(item)],
  ['transact', (table) => table.transact([{ put: item }])],
];

describe('a table that hangs', () => {
  test.each(calls)('costs the first call its patience, and %s after it none: nothing is sent', async (_, call) => {
    const { state, table, failing, hang } = world();
    await hang();
    for (let i = 0; i < 3; i++) await failing(call(table));
    expect(state.sent).toBe(1);
  });

  test('is asked by one call after five seconds, which waits a second, while the others still fail at once', async () => {
    const { state, table, pass, failing, hang } = world();
    await hang();
    pass(5_000);
    const probe = table.get(item);
    await failing(table.get(item));
    await failing(probe, 1_000);
    await failing(table.get(item));
    expect(state.sent).toBe(2);
  });

  test('serves everybody again once it has answered one call', async () => {
    const { state, table, pass, hang } = world();
    await hang();
    state.mood = 'answers';
    pass(5_000);
    await table.put(item);
    await Promise.all([table.get(item), table.get(item)]);
    expect(state.sent).toBe(4);
  });

  test('that refuses the one call again rests again', async () => {
    const { state, table, pass, failing, hang } = world();
    await hang();
    state.mood = 'throttles';
    pass(5_000);
    await failing(table.get(item));
    await failing(table.get(item));
    expect(state.sent).toBe(2);
  });
});

test('a table that is throttled, which says so at once, goes on being asked', async () => {
  const { state, table, failing } = world();
  state.mood = 'throttles';
  for (let i = 0; i < 3; i++) await failing(table.put(item));
  expect(state.sent).toBe(3);
});

test('a write that its condition refuses is an answer', async () => {
  const { table } = world();
  await table.put(item);
  const condition = { 'is new': { attribute: 'pk', is: 'absent' } } as const;
  expect(await table.put(item, condition)).toMatchObject({ ok: false, failed: ['is new'] });
});
