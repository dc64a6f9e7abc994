import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { maxAnswerBytes } from '../../../functions/gateway/forwarded-headers.ts';
import { gateway } from '../../../functions/gateway/handler.ts';
import { decodedPath } from '../../../local/host/api-event.ts';
import { defineTollgate } from '../../../shared/domain/catalog/define.ts';
import type { Upstream } from '../../../shared/domain/catalog/upstream.ts';
import { outgoingCaller } from '../../../shared/http/call-out.ts';
import { logOf } from '../../../shared/log.ts';
import { noncesOver } from '../../../shared/storage/evidence/nonces.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { valid } from '../../domain/catalog/configuration.ts';
import { origin, originSecret, replyOf } from '../../support/app-request.ts';
import { liveKey, meter } from '../meter.ts';

const trends: Upstream = {
  id: 'trends',
  title: 'Trends',
  description: 'Counts.',
  licence: 'standard',
  baseUrl: 'https://api.example.com/v1',
  testBaseUrl: 'https://sandbox.example.com',
  allowMethods: ['GET', 'HEAD', 'POST'],
  allowHeaders: ['x-region'],
  allowAnswerHeaders: ['x-trend'],
  secretHeader: 'x-api-key',
  timeoutMs: 2_000,
  cost: { header: 'x-cost' },
  maxUnits: 10,
  routes: [
    { path: '/items', cost: { jsonPath: '$.items.length' } },
    { path: '/slow', timeoutMs: 100 },
  ],
};

type Options = {
  readonly url: string;
  readonly units?: number;
  readonly upstream?: Partial<Upstream>;
  /** Null: none was set. */
  readonly secret?: string | null;
};

/** The gateway before an operator's API on this machine. */
export function gatewayApp({ url, units = 100, upstream = {}, secret = 'the secret of the operator' }: Options) {
  const metering = meter(units);
  const logs: string[] = [];
  const firstReads: string[] = [];
  const sold = { ...trends, ...upstream };
  const handler = gateway({
    log: logOf('gateway', (line) => logs.push(line)),
    origin,
    originSecrets: [originSecret],
    catalog: defineTollgate({
      ...valid,
      upstreams: [sold, ...(valid.upstreams ?? []).filter(({ id }) => id === 'own')],
    }),
    now: () => new Date('2026-11-20T12:00:00Z'),
    firstReads: { note: async (accountId) => void firstReads.push(accountId) },
    nonces: noncesOver(memoryTable()),
    admit: metering.admit,
    call: outgoingCaller({ maxBytes: maxAnswerBytes, mayConnect: (address) => address === '127.0.0.1' }),
    baseOf: ({ testBaseUrl }, environment) => {
      if (environment === 'test') return testBaseUrl === undefined ? null : new URL(`${url}/sandbox`);
      return new URL(`${url}/v1`);
    },
    credentialOf: async () => secret ?? undefined,
  });
  return {
    ...metering,
    logs,
    firstReads,
    request: async (method: string, path: string, call: GatewayCall = {}) =>
      replyOf((await handler(eventOf(method, path, call), {} as never)) as APIGatewayProxyStructuredResultV2),
  };
}

export type GatewayCall = {
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Given as base64, as API Gateway does for anything but text. */
  readonly bytes?: Buffer;
};

/** An event of API Gateway behind the edge, whose path is taken as it is: what a client can send past every normalisation. */
function eventOf(method: string, path: string, { key = liveKey, headers = {}, body, bytes }: GatewayCall) {
  const [written = '', rawQueryString = ''] = path.split(/\?(.*)/s);
  const rawPath = decodedPath(written);
  const [, , upstream = '', ...rest] = written.split('/');
  const routeKey = `ANY /gateway/{upstream}${rest.length > 0 ? '/{proxy+}' : ''}`;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    headers: {
      'x-tollgate-origin': originSecret,
      'true-client-ip': '198.51.100.7',
      'x-tollgate-path': written,
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    pathParameters: { upstream },
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: 'tests' },
      requestId: 'request-1',
      timeEpoch: Date.parse('2026-11-20T12:00:00Z'),
      routeKey,
    },
    body: bytes?.toString('base64') ?? body,
    isBase64Encoded: bytes !== undefined,
  } as unknown as APIGatewayProxyEventV2;
}
