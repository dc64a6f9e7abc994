import { expect, test } from 'vitest';
import { atEveryCall, faultyCalls } from '../support/faulty-calls.ts';

/** Two calls; where the first gets no answer, a third one notes that. */
async function run(calls: ReturnType<typeof faultyCalls>, done: string[]) {
  const call = (name: string) =>
    calls.run({ name, unavailable: () => new Error('no answer') }, async () => void done.push(name));
  try {
    await call('one');
  } catch {
    await call('note');
  }
  await call('two');
}

/** The calls that take effect, by the interruption. */
async function interruptions(options: { readonly everyWay: boolean }): Promise<Record<string, string>> {
  const left: Record<string, string> = {};
  const interrupted: Parameters<typeof atEveryCall>[1] = async ({ name, ...fault }) => {
    const calls = faultyCalls();
    const done: string[] = [];
    calls.arm(fault);
    await run(calls, done).catch(() => {});
    left[`${fault.kind} ${name}`] = done.join();
    return calls.reset();
  };
  await atEveryCall(['one', 'two'], interrupted, options);
  return left;
}

test('in every way, a process ends only where more calls would follow: elsewhere it leaves what a lost answer leaves', async () => {
  expect(await interruptions({ everyWay: true })).toEqual({
    'before one': 'note,two',
    'kill-before one': '',
    'after one': 'one,note,two',
    'kill-after one': 'one',
    'before two': 'one',
    'after two': 'one,two',
  });
});

test('otherwise a first call gets no answer, that of the next is lost, and a process ends between the two', async () => {
  expect(await interruptions({ everyWay: false })).toEqual({
    'before one': 'note,two',
    'kill-after one': 'one',
    'after two': 'one,two',
  });
});
