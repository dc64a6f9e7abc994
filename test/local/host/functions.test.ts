import { expect, test, vi } from 'vitest';
import { exists, pool, stateOf } from './fixture.ts';

const answersPid = `
let calls = 0;
export const handler = async (event) => {
  calls += 1;
  if (event.forMs) await new Promise((resolve) => setTimeout(resolve, event.forMs));
  return { pid: process.pid, calls };
};`;

test('one process takes one event at a time and is used again', async () => {
  const fn = pool(answersPid);
  const first = await fn.invoke({});
  const second = await fn.invoke({});
  expect(first).toMatchObject({ ok: true, value: { calls: 1 } });
  expect(second).toMatchObject({ ok: true, value: { calls: 2 } });
  expect(fn.pids()).toHaveLength(1);
});

test('no more processes run than the concurrency allows, and further events wait for their turn', async () => {
  const fn = pool(answersPid, { concurrency: 2 });
  const answers = await Promise.all(Array.from({ length: 7 }, () => fn.invoke({ forMs: 20 })));
  expect(answers.every((answer) => answer.ok)).toBe(true);
  expect(new Set(answers.map((answer) => answer.ok && (answer.value as { pid: number }).pid)).size).toBe(2);
});

test('between calls a process and its children are frozen, and a call continues both', async () => {
  const fn = pool(`
    import { spawn } from 'node:child_process';
    const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 5)'], { stdio: 'ignore' });
    export const handler = async () => ({ pid: process.pid, worker: worker.pid });`);
  const outcome = await fn.invoke({});
  const { pid, worker } = (outcome.ok ? outcome.value : {}) as { pid: number; worker: number };
  await vi.waitFor(() => expect([stateOf(pid), stateOf(worker)]).toEqual(['T', 'T']), 60_000);
  expect(await fn.invoke({})).toEqual(outcome);
  await fn.stop();
  await vi.waitFor(() => expect([exists(pid), exists(worker)]).toEqual([false, false]), 60_000);
});

test('a function that takes longer than its timeout is killed, and the next call gets a new process', async () => {
  const fn = pool(answersPid, { timeoutMs: 2_000 });
  const { pid } = ((await fn.invoke({})) as { value: { pid: number } }).value;
  expect(await fn.invoke({ forMs: 60_000 })).toMatchObject({ ok: false, reason: 'timed_out' });
  await vi.waitFor(() => expect(exists(pid)).toBe(false), 60_000);
  expect(await fn.invoke({})).toMatchObject({ ok: true, value: { calls: 1 } });
});

test('a function that is killed mid-way answers nothing, and the next call gets a new process', async () => {
  const fn = pool(answersPid);
  await fn.invoke({});
  const running = fn.invoke({ forMs: 60_000 });
  for (const pid of fn.pids()) process.kill(pid, 'SIGKILL');
  expect(await running).toMatchObject({ ok: false, reason: 'exited' });
  expect(await fn.invoke({})).toMatchObject({ ok: true, value: { calls: 1 } });
});

test('an error that a handler throws is the outcome, and the process continues', async () => {
  const fn = pool(`
    let calls = 0;
    export const handler = async () => { calls += 1; if (calls === 1) throw new TypeError('no such thing'); return calls; };`);
  expect(await fn.invoke({})).toEqual({ ok: false, reason: 'threw', message: 'TypeError: no such thing' });
  expect(await fn.invoke({})).toEqual({ ok: true, value: 2 });
});

test('a bundle that does not load says why', async () => {
  expect(await pool('throw new Error("Missing environment variable: STAGE");').invoke({})).toMatchObject({
    ok: false,
    reason: 'not_started',
    message: 'Error: Missing environment variable: STAGE',
  });
  expect(await pool('export const other = 1;').invoke({})).toMatchObject({ ok: false, reason: 'not_started' });
});

test('an answer of more than 6 MB is refused, as Lambda does', async () => {
  const fn = pool(`export const handler = async () => 'x'.repeat(6 * 1024 * 1024 + 1);`);
  expect(await fn.invoke({})).toMatchObject({ ok: false, reason: 'threw' });
});

test('a function sees its own variables and none of the host', async () => {
  vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_of_the_host');
  const fn = pool('export const handler = async () => process.env;', { environment: { STAGE: 'local' } });
  const outcome = await fn.invoke({});
  vi.unstubAllEnvs();
  const seen = (outcome.ok ? outcome.value : {}) as Record<string, string>;
  expect(seen.STAGE).toBe('local');
  expect(seen).not.toHaveProperty('STRIPE_SECRET_KEY');
  expect(seen).not.toHaveProperty('HOME');
});

test('the clock in a function is the local clock at each call', async () => {
  let offsetMs = 0;
  const fn = pool(
    `export const handler = async () => ({ now: Date.now(), made: new Date().getTime(), fixed: new Date(0).getTime(), same: new Date() instanceof Date });`,
    { offsetMs: () => offsetMs },
  );
  await fn.invoke({});
  offsetMs = 40 * 86_400_000;
  const outcome = await fn.invoke({});
  const seen = (outcome.ok ? outcome.value : {}) as { now: number; made: number; fixed: number; same: boolean };
  expect(Math.abs(seen.now - offsetMs - Date.now())).toBeLessThan(60_000);
  expect(Math.abs(seen.made - seen.now)).toBeLessThan(1_000);
  expect(seen).toMatchObject({ fixed: 0, same: true });
});

test('an idle process ends', async () => {
  const fn = pool(answersPid, { idleMs: 1 });
  await fn.invoke({});
  await vi.waitFor(() => expect(fn.pids()).toEqual([]), 60_000);
});

test('stopping ends running and waiting calls and leaves no process', async () => {
  const fn = pool(answersPid, { concurrency: 1 });
  await fn.invoke({});
  const pids = fn.pids();
  const calls = [fn.invoke({ forMs: 60_000 }), fn.invoke({})];
  await fn.stop();
  expect(await Promise.all(calls)).toMatchObject([{ reason: 'exited' }, { reason: 'stopped' }]);
  expect(pids.filter(exists)).toEqual([]);
});

test('stopping waits for processes that were just starting, and leaves none of them behind', async () => {
  const fn = pool(`
    console.log(process.pid);
    await new Promise((resolve) => setTimeout(resolve, 200));
    export const handler = async () => 'too late';`);
  const answer = fn.invoke({});
  await vi.waitFor(() => expect(fn.printed).toHaveLength(1), 60_000);
  await fn.stop();
  expect(exists(Number(fn.printed[0]))).toBe(false);
  expect(await answer).toMatchObject({ ok: false, reason: 'stopped' });
});

test('a function’s output goes to the log line by line', async () => {
  const fn = pool(`export const handler = async () => { console.log('one\\ntwo'); return null; };`);
  await fn.invoke({});
  await vi.waitFor(() => expect(fn.printed).toEqual(['one', 'two']), 60_000);
});
