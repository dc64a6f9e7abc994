import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { verify } from '../../../functions/verify/handler.ts';
import { cached } from '../../../shared/cached.ts';
import { defineTollgate } from '../../../shared/domain/catalog/define.ts';
import { digestOf, mintServiceKey, parseServices } from '../../../shared/domain/keys/service-key.ts';
import { logOf } from '../../../shared/log.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { StorageUnavailable } from '../../../shared/storage/table/table.ts';
import { verificationsOver } from '../../../shared/storage/usage/verifications.ts';
import { valid } from '../../domain/catalog/configuration.ts';
import { origin, originSecret, replyOf } from '../../support/app-request.ts';
import { meter } from '../meter.ts';

export const serviceKey = mintServiceKey(new Uint8Array(32).fill(5));

/** `POST /v1/verify` of a deployment whose service `shop-api` may ask for `trends` and `readings`. */
export function verifyApp({ units = 100 }: { readonly units?: number } = {}) {
  const metering = meter(units);
  const clock = { now: Date.parse('2026-11-20T12:00:00Z') };
  const table = memoryTable();
  const state = { losesAnswers: false, writesTwice: false };
  const update: typeof table.update = async (...write) => {
    if (state.writesTwice) await table.update(...write);
    const result = await table.update(...write);
    if (state.losesAnswers) throw new StorageUnavailable(new Error('lost'));
    return result;
  };
  const parameter = { text: servicesText([digestOf(serviceKey)]) };
  const firstReads: string[] = [];
  const log = logOf('verify', () => {});
  const services = cached({
    name: 'service-keys',
    read: async () => parameter.text,
    parse: parseServices,
    nowMs: () => clock.now,
    log,
  });
  const handler = verify({
    log,
    origin,
    originSecrets: [originSecret],
    catalog: defineTollgate(valid),
    admit: metering.admit,
    verifications: verificationsOver({ ...table, update }),
    firstReads: { note: async (accountId) => void firstReads.push(accountId) },
    services: () => services.current(),
    now: () => new Date(clock.now),
  });
  const post = async (body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const authorization = { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' };
    const event = eventOf(typeof body === 'string' ? body : JSON.stringify(body), { ...authorization, ...headers });
    return replyOf((await handler(event, {} as never)) as APIGatewayProxyStructuredResultV2);
  };
  /** The service that a client's `fetch` would reach. */
  const fetchIt = async (_: Parameters<typeof fetch>[0], init: RequestInit = {}) => {
    const { status, text, headers } = await post(String(init.body), init.headers as Record<string, string>);
    return new Response(text, { status, headers });
  };
  return { ...metering, firstReads, clock, storage: state, parameter, post, fetch: fetchIt as typeof fetch };
}

export const servicesText = (sha256: readonly string[]): string =>
  JSON.stringify({ 'shop-api': { for: ['gateway:trends', 'readings'], sha256 } });

const eventOf = (body: string, headers: Readonly<Record<string, string>>) =>
  ({
    version: '2.0',
    routeKey: 'POST /v1/verify',
    rawPath: '/v1/verify',
    rawQueryString: '',
    headers: { 'x-tollgate-origin': originSecret, ...headers },
    requestContext: {
      http: { method: 'POST', path: '/v1/verify', sourceIp: '203.0.113.9' },
      requestId: 'request-1',
      timeEpoch: Date.parse('2026-11-20T12:00:00Z'),
    },
    body,
    isBase64Encoded: false,
  }) as unknown as APIGatewayProxyEventV2;
