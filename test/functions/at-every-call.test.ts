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

test('a process is ended at those calls alone after which more would have been made: elsewhere it leaves what a lost answer leaves', async () => {
  const left = new Map<string, string>();
  await atEveryCall(['one', 'two'], async ({ name, ...fault }) => {
    const calls = faultyCalls();
    const done: string[] = [];
    calls.arm(fault);
    await run(calls, done).catch(() => {});
    left.set(`${fault.kind} ${name}`, done.join());
    return calls.reset();
  });
  expect(Object.fromEntries(left)).toEqual({
    'before one': 'note,two',
    'kill-before one': '',
    'after one': 'one,note,two',
    'kill-after one': 'one',
    'before two': 'one',
    'after two': 'one,two',
  });
});
