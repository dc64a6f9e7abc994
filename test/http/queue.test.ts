import type { SQSBatchResponse } from 'aws-lambda';
import { expect, test } from 'vitest';
import { queueFunction } from '../../shared/http/stacks.ts';
import { logOf } from '../../shared/log.ts';
import { batchOf, type Handler } from '../support/app-queues.ts';

async function receive(messages: readonly (readonly [id: string, group?: string])[], failing: readonly string[]) {
  const handled: string[] = [];
  const logs: string[] = [];
  const handler = queueFunction({ log: logOf('queue', (line) => logs.push(line)) }, async ({ messageId }) => {
    handled.push(messageId);
    if (failing.includes(messageId)) throw new Error(`${messageId} fails`);
  });
  const batch = messages.map(([id, group]) => ({ id, group, message: { secret: 'of the body' }, receiveCount: 2 }));
  const answer = (await (handler as unknown as Handler)(batchOf(batch), {})) as SQSBatchResponse;
  return { handled, failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), logs };
}

test('in a FIFO batch a failed message holds back the later ones of its own group, and no other', async () => {
  const batch = [
    ['a1', 'a'],
    ['b1', 'b'],
    ['a2', 'a'],
    ['b2', 'b'],
    ['a3', 'a'],
  ] as const;
  const { handled, failed } = await receive(batch, ['a1']);
  expect(handled).toEqual(['a1', 'b1', 'b2']);
  expect(failed).toEqual(['a1', 'a2', 'a3']);
});

test('in a batch without groups each message is by itself', async () => {
  const { handled, failed } = await receive([['m1'], ['m2'], ['m3']], ['m2']);
  expect(handled).toEqual(['m1', 'm2', 'm3']);
  expect(failed).toEqual(['m2']);
});

test('a failure is logged with its message id and how often it was received, never with its body', async () => {
  const { logs } = await receive([['m1']], ['m1']);
  expect(logs.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', messageId: 'm1', receiveCount: '2', error: { message: 'm1 fails' } },
  ]);
  expect(logs.join()).not.toContain('of the body');
});
