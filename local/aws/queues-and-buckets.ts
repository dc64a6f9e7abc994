import { buildApp } from 'fauxqs';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';

/** Starts the stand-in for SQS and S3 in this process, on 127.0.0.1 and a free port; everything is in memory. */
export async function startQueuesAndBuckets(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const app = buildApp({ logger: false });
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (!comesFromThisMachine(headers)) await reply.code(403).send({ message: onlyThisMachine });
  });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  return { endpoint, stop: () => app.close() };
}
