import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { comesFromThisMachine, onlyThisMachine } from './loopback.ts';

/** The running sample API. */
export type SampleUpstream = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The secret that it requires in the header `x-api-key`, so that nobody can bypass the gateway. */
  readonly secret: string;
  stop(): Promise<void>;
};

/** An answer: its status (default 200), its JSON body, and its cost in units if a header has one. */
type Said = { readonly status?: number; readonly body: unknown; readonly units?: number };
type Asked = { readonly brand: string; readonly query: URLSearchParams; readonly isSandbox: boolean };

const brands = ['Havnora', 'Quillmere', 'Brightloom'];
const largestDays = 1_000;
const dayMs = 86_400_000;
const lastDay = Date.parse('2026-10-31');

/**
 * Starts the API behind `/gateway/trends` on this machine, in place of an operator's own: made-up mentions of brands, by day. Calls with
 * test keys go below `/sandbox`, where every brand has the same values.
 */
export async function startSampleUpstream(secret: string): Promise<SampleUpstream> {
  const server = createServer((request, response) => answer(request, response, secret));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, secret: string): void {
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [base, what = '', brand = ''] = pathname.split('/').slice(1).map(decodeURIComponent);
  const route = routes[what];
  if (!comesFromThisMachine(request.headers)) send(response, { status: 403, body: { error: onlyThisMachine } });
  else if (!isSame(String(request.headers['x-api-key'] ?? ''), secret)) send(response, { status: 401, body: {} });
  else if (!route) send(response, { status: 404, body: { error: 'There is no such thing here.' } });
  else if (what !== 'slow') send(response, route({ brand, query, isSandbox: base === 'sandbox' }));
}

/** One route for each kind of cost, and two that fail as an operator's API may: too slow, too large. */
const routes: Readonly<Record<string, (asked: Asked) => Said>> = {
  brands: () => ({ body: { brands } }),
  mentions: ({ brand, query, isSandbox }) => ({ body: { brand, items: mentionsOf(isSandbox ? 'any' : brand, query) } }),
  summary: ({ brand, query, isSandbox }) => {
    const items = mentionsOf(isSandbox ? 'any' : brand, query);
    const total = items.reduce((sum, { mentions }) => sum + mentions, 0);
    return { body: { brand, days: items.length, total }, units: Math.ceil(items.length / 10) };
  },
  archive: () => ({ body: { posts: 'x'.repeat(6 * 1024 * 1024) } }),
  slow: () => ({ body: {} }),
};

function mentionsOf(brand: string, query: URLSearchParams) {
  const days = Math.min(largestDays, Math.max(0, Math.trunc(Number(query.get('days') ?? 7)) || 0));
  return Array.from({ length: days }, (_, i) => {
    const day = new Date(lastDay - i * dayMs).toISOString().slice(0, 10);
    return { day, mentions: createHash('sha256').update(`${brand} ${day}`).digest().readUInt16BE() % 500 };
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (given: string, secret: string): boolean => timingSafeEqual(digest(given), digest(secret));

function send(response: ServerResponse, { status = 200, body, units }: Said): void {
  const cost = units === undefined ? {} : { 'x-units': String(units) };
  response.writeHead(status, { 'content-type': 'application/json', ...cost }).end(JSON.stringify(body));
}
