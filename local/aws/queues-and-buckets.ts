import { buildApp } from 'fauxqs';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { type DelayedMessages, delayedMessages, sendTarget } from './delayed-messages.ts';

/** The running stand-in for SQS and S3; both answer at one address. */
export type QueuesAndBuckets = {
  readonly endpoint: string;
  /** Messages that wait for the local clock. */
  readonly delayed: Pick<DelayedMessages, 'nextDueAt' | 'runDue'>;
  stop(): Promise<void>;
};

/** Starts the stand-in for SQS and S3 in this process, on 127.0.0.1 and a free port; everything is in memory. `now`: the local clock. */
export async function startQueuesAndBuckets(now: () => Date = () => new Date()): Promise<QueuesAndBuckets> {
  const app = buildApp({ logger: false });
  const delayed = delayedMessages(now, async (body) => {
    const headers = { host: '127.0.0.1', 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': sendTarget };
    const { statusCode, body: said } = await app.inject({ method: 'POST', url: '/', headers, payload: body });
    if (statusCode !== 200) throw new Error(`A delayed message was not sent: ${said}`);
  });
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (!comesFromThisMachine(headers)) await reply.code(403).send({ message: onlyThisMachine });
  });
  app.addHook('preHandler', async ({ headers, body }, reply) => {
    const answer = delayed.hold(headers['x-amz-target'], body);
    if (answer) await reply.code(200).header('content-type', 'application/x-amz-json-1.0').send(answer);
  });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  return { endpoint, delayed, stop: () => app.close() };
}
