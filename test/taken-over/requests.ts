/** Requests in AWS's JSON protocols, signed with a role's name alone, because no stand-in checks a signature. */
import { createHash } from 'node:crypto';
import { Agent, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { region } from '../../local/host/intrinsics.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** An answer: whether it was given, and its body, parsed where it is JSON. */
export type Answer = { readonly ok: boolean; readonly body: Readonly<Record<string, unknown>> };

type Http = { readonly method: string; readonly path: string; readonly service: string; readonly target?: string };

/** Sends one request, and counts it. */
export type Sender = {
  /** A JSON call: `DynamoDB_20120810.GetItem`. */
  call(endpoint: string, target: string, input: object): Promise<Answer>;
  http(endpoint: string, request: Http, input?: object | string): Promise<Answer>;
  count(): number;
};

const serviceOf: Readonly<Record<string, string>> = { DynamoDB_20120810: 'dynamodb', AmazonSQS: 'sqs' };

/** A sender with the credentials of one role. */
export function senderOf(accessKeyId: string): Sender {
  let count = 0;
  const http: Sender['http'] = (endpoint, { method, path, service, target }, input) => {
    count += 1;
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261201/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const headers = {
      authorization,
      'content-type': service === 'sqs' || service === 'dynamodb' ? 'application/x-amz-json-1.0' : 'application/json',
      ...(target && { 'x-amz-target': target }),
    };
    const content = typeof input === 'string' ? input : JSON.stringify(input ?? {}, binary);
    if (service === 's3') Object.assign(headers, { 'content-md5': createHash('md5').update(content).digest('base64') });
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const onward = send(new URL(path, endpoint), { method, headers, agent }, (response) => {
      text(response).then((body) => resolve({ ok: (response.statusCode ?? 500) < 300, body: parsed(body) }), reject);
    });
    onward.on('error', reject);
    if (method === 'GET' || method === 'DELETE') onward.end();
    else onward.end(content);
    return promise;
  };
  return {
    http,
    call: (endpoint, target, input) =>
      http(
        endpoint,
        { method: 'POST', path: '/', service: serviceOf[target.split('.')[0] ?? ''] ?? 'other', target },
        input,
      ),
    count: () => count,
  };
}

/** DynamoDB's JSON has bytes in base64. */
const binary = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body || '{}');
  } catch {
    return { body };
  }
}
