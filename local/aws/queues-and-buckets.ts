import { buildApp } from 'fauxqs';
import { comesFromThisMachine, onlyThisMachine } from '../loopback.ts';
import { refusedPut, type TagOf } from './conditional-puts.ts';
import { type DelayedMessages, delayedMessages, sendTarget } from './delayed-messages.ts';
import { lockedBuckets } from './locked-buckets.ts';
import type { S3Request } from './s3-answer.ts';

/** The running stand-in for SQS and S3; both answer at one address. */
export type QueuesAndBuckets = {
  readonly endpoint: string;
  /** Messages that wait for the local clock. */
  readonly delayed: Pick<DelayedMessages, 'nextDueAt' | 'runDue'>;
  stop(): Promise<void>;
};

const host = { host: '127.0.0.1' };

type Received = Pick<S3Request, 'method'> & {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
};

/** A request of S3's protocol; null: it is of another, or asks for all buckets. */
function s3RequestOf({ method, url, headers, body }: Received): S3Request | null {
  if (headers['x-amz-target'] !== undefined) return null;
  const { pathname, searchParams: query } = new URL(url, 'http://127.0.0.1');
  const [bucket = '', ...key] = pathname.slice(1).split('/').map(decodeURIComponent);
  if (bucket === '') return null;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : '');
  const header = (name: string) => headers[name]?.toString();
  return { method, bucket, key: key.join('/'), query, header, body: bytes };
}

/** Starts the stand-in for SQS and S3 in this process, on 127.0.0.1 and a free port; everything is in memory. `now`: the local clock. */
export async function startQueuesAndBuckets(now: () => Date = () => new Date()): Promise<QueuesAndBuckets> {
  const app = buildApp({ logger: false });
  const delayed = delayedMessages(now, async (body) => {
    const headers = { ...host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': sendTarget };
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
  const locked = lockedBuckets(now);
  const tagOf: TagOf = async (bucket, key) => {
    const { statusCode, headers: found } = await app.inject({
      method: 'HEAD',
      url: `/${bucket}/${key}`,
      headers: host,
    });
    return statusCode === 200 ? String(found.etag) : null;
  };
  app.addHook('preHandler', async ({ method, url, headers, body }, reply) => {
    const request = s3RequestOf({ method, url, headers, body });
    if (reply.sent || !request) return;
    const answer = locked.answer(request) ?? (await refusedPut(request, tagOf));
    if (answer)
      await reply
        .code(answer.status)
        .headers(answer.headers ?? {})
        .send(answer.body);
  });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  return { endpoint, delayed, stop: () => app.close() };
}
