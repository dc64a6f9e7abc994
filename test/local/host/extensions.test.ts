import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createExtensionsApi } from '../../../local/host/extensions-api.ts';
import type { Invocation } from '../../../local/host/function-spec.ts';
import { runBeside } from '../../../shared/extension.ts';
import { exists, pool, scratch, stateOf } from './fixture.ts';

const extension = fileURLToPath(new URL('../../../shared/extension.ts', import.meta.url));

afterEach(() => void vi.unstubAllEnvs());

/** A function that also works after its answers: that work continues when `open` is called, and notes its steps. */
function gated(options: Parameters<typeof pool>[1] = {}) {
  const directory = scratch();
  const gate = join(directory, 'gate');
  const notes = join(directory, 'notes');
  const fn = pool(
    `
    import { appendFileSync, existsSync } from 'node:fs';
    import { runBeside } from '${extension}';
    const note = (what) => appendFileSync(process.env.NOTES, what + ' ');
    let calls = 0;
    const watch = await runBeside({
      async afterAnswer() {
        note('began' + calls);
        while (!existsSync(process.env.GATE)) await new Promise((resolve) => setTimeout(resolve, 5));
        note('done' + calls);
        if (calls === 1) throw new Error('the table is away');
      },
      async close() { note('closed'); },
      log: { error: (message, error) => console.log(message + ': ' + error.message) },
    });
    export const handler = watch(async () => ({ pid: process.pid, calls: ++calls }));`,
    { ...options, environment: { NOTES: notes, GATE: gate } },
  );
  return {
    fn,
    open: () => writeFileSync(gate, ''),
    notes: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split(' ') : []),
  };
}

const answerOf = (outcome: Invocation) => (outcome.ok ? outcome.value : {}) as { pid: number; calls: number };

test('an answer does not wait for the work after it, and the process stands still only when that is done', async () => {
  const { fn, open, notes } = gated();
  const { pid } = answerOf(await fn.invoke({}));
  await vi.waitFor(() => expect(notes()).toEqual(['began1']), 60_000);
  expect({ busy: fn.busy(), stopped: stateOf(pid) === 'T' }).toEqual({ busy: 1, stopped: false });
  open();
  await vi.waitFor(() => expect({ busy: fn.busy(), state: stateOf(pid) }).toEqual({ busy: 0, state: 'T' }), 60_000);
  expect(notes()).toEqual(['began1', 'done1']);
});

test('the next event of a process waits until the work after the last answer is done', async () => {
  const { fn, open, notes } = gated({ concurrency: 1 });
  const first = answerOf(await fn.invoke({}));
  const second = fn.invoke({});
  await vi.waitFor(() => expect(notes()).toEqual(['began1']), 60_000);
  open();
  expect(answerOf(await second)).toEqual({ pid: first.pid, calls: 2 });
  expect(notes().slice(0, 2)).toEqual(['began1', 'done1']);
});

test('when the clock moves, a process that was silent for half a day ends itself, and the last used one after more than a day', async () => {
  let offsetMs = 0;
  const { fn, open, notes } = gated({ concurrency: 2, offsetMs: () => offsetMs });
  open();
  const pids = (await Promise.all([fn.invoke({}), fn.invoke({})])).map((outcome) => answerOf(outcome).pid);
  await vi.waitFor(() => expect(fn.busy()).toBe(0), 60_000);
  const ended = async (count: number) => {
    fn.endSilent();
    await vi.waitFor(() => expect(fn.busy()).toBe(0), 60_000);
    expect(notes().filter((note) => note === 'closed')).toHaveLength(count);
    expect(pids.filter(exists)).toHaveLength(2 - count);
  };
  await ended(0);
  offsetMs = 13 * 3_600_000;
  await ended(1);
  offsetMs = 31 * 3_600_000;
  await ended(2);
});

test('a process whose extra work was done before its answer arrived also ends after a time without events', async () => {
  let offsetMs = 0;
  const fn = pool(
    `
    const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension';
    const register = () => fetch(api + '/register', {
      method: 'POST', headers: { 'Lambda-Extension-Name': 'quick' }, body: JSON.stringify({ events: ['INVOKE'] }),
    });
    const headers = { 'Lambda-Extension-Identifier': (await register()).headers.get('Lambda-Extension-Identifier') };
    const next = () => fetch(api + '/event/next', { headers });
    let told = next();
    export const handler = async () => {
      await told;
      told = next();
      await register();
      return process.pid;
    };`,
    { offsetMs: () => offsetMs },
  );
  expect(await fn.invoke({})).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(fn.busy()).toBe(0), 60_000);
  offsetMs = 31 * 3_600_000;
  fn.endSilent();
  expect(fn.pids()).toEqual([]);
});

test('work after the answer that fails is in the log and comes again with the next call', async () => {
  const { fn, open, notes } = gated({ concurrency: 1 });
  open();
  await fn.invoke({});
  await fn.invoke({});
  await vi.waitFor(() => expect(notes()).toEqual(['began1', 'done1', 'began2', 'done2']), 60_000);
  expect(fn.printed).toEqual(['work after the answer failed: it comes again with the next call: the table is away']);
});

test('killed in the work after its answer, a process has answered, and the next call gets a new one', async () => {
  const { fn, open, notes } = gated({ concurrency: 1 });
  const { pid } = answerOf(await fn.invoke({}));
  await vi.waitFor(() => expect(notes()).toEqual(['began1']), 60_000);
  process.kill(pid, 'SIGKILL');
  open();
  expect(answerOf(await fn.invoke({}))).toMatchObject({ calls: 1 });
  await vi.waitFor(() => expect(notes().slice(0, 2)).toEqual(['began1', 'began1']), 60_000);
});

test('work after an answer has the rest of the time-out, then the process is ended', async () => {
  const { fn } = gated({ timeoutMs: 2_000 });
  const { pid } = answerOf(await fn.invoke({}));
  await vi.waitFor(() => expect({ busy: fn.busy(), exists: exists(pid) }).toEqual({ busy: 0, exists: false }), 60_000);
  expect(fn.printed).toEqual(['Its extension was not done within 2 seconds and was ended']);
});

test('a process that ends for idleness closes first, frozen as it is, and counts as busy until then', async () => {
  const { fn, open, notes } = gated({ idleMs: 1 });
  open();
  await fn.invoke({});
  await vi.waitFor(() => expect({ busy: fn.busy(), pids: fn.pids() }).toEqual({ busy: 0, pids: [] }), 60_000);
  expect(notes()).toEqual(['began1', 'done1', 'closed']);
});

test('stopping closes running processes', async () => {
  const { fn, notes } = gated();
  await fn.invoke({});
  await vi.waitFor(() => expect(notes()).toEqual(['began1']), 60_000);
  await fn.stop();
  expect(notes()).toEqual(['began1', 'closed']);
});

test('SIGTERM reaches no process without an extension', async () => {
  const file = join(scratch(), 'terminated');
  const fn = pool(`
    import { writeFileSync } from 'node:fs';
    process.on('SIGTERM', () => writeFileSync('${file}', ''));
    export const handler = async () => process.pid;`);
  await fn.invoke({});
  await fn.stop();
  expect(existsSync(file)).toBe(false);
});

test('outside Lambda there is no extension and the handler stays as it is', async () => {
  vi.stubEnv('AWS_LAMBDA_RUNTIME_API', undefined);
  const never = () => Promise.reject(new Error('not called'));
  const log = { info() {}, warn() {}, error() {} };
  const handler = async () => 'answer';
  expect((await runBeside({ afterAnswer: never, close: never, log }))(handler)).toBe(handler);
});

/** The API as a process sees it before its start. */
async function opened() {
  const api = createExtensionsApi();
  onTestFinished(() => api.stop());
  const { address, extensions } = await api.open({ functionName: 'data', handler: 'index.handler' });
  const register = (name: string, events: string[]) =>
    fetch(`http://${address}/2020-01-01/extension/register`, {
      method: 'POST',
      headers: { 'Lambda-Extension-Name': name },
      body: JSON.stringify({ events }),
    });
  const next = (id: string) =>
    fetch(`http://${address}/2020-01-01/extension/event/next`, { headers: { 'Lambda-Extension-Identifier': id } });
  return { extensions, register, next };
}

test('the host gives an internal extension INVOKE, in the form of the extensions API, and nothing else', async () => {
  const { extensions, register, next } = await opened();
  const registered = await register('one', ['INVOKE']);
  expect(await registered.json()).toEqual({
    functionName: 'data',
    functionVersion: '$LATEST',
    handler: 'index.handler',
  });
  const waiting = next(registered.headers.get('Lambda-Extension-Identifier') ?? '');
  await extensions.untilAtRest();
  const event = { requestId: 'r', deadlineMs: 1, invokedFunctionArn: 'arn' };
  extensions.invoke(event);
  expect(extensions.atRest()).toBe(false);
  expect(await (await waiting).json()).toEqual({ eventType: 'INVOKE', ...event });
});

test('the host refuses what Lambda refuses, by its names', async () => {
  const { extensions, register, next } = await opened();
  const refusedAs = async (answer: Promise<Response>) => {
    const { status, body } = await answer.then(async (got) => ({ status: got.status, body: await got.json() }));
    return [status, (body as { errorType: string }).errorType];
  };
  expect(await refusedAs(register('one', ['INVOKE', 'SHUTDOWN']))).toEqual([403, 'Extension.InvalidEventType']);
  await register('one', ['INVOKE']);
  expect(await refusedAs(register('one', ['INVOKE']))).toEqual([403, 'Extension.AlreadyRegistered']);
  expect(await refusedAs(next('nobody'))).toEqual([403, 'Extension.UnknownExtensionIdentifier']);
  extensions.closeRegistration();
  expect(await refusedAs(register('two', ['INVOKE']))).toEqual([403, 'Extension.RegistrationClosed']);
});
