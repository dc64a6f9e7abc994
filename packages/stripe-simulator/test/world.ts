import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import {
  type Settings,
  type StripeSimulator,
  type StripeSimulatorOptions,
  startStripeSimulator,
} from '../src/index.ts';
import { checkedFetch } from './schema-checks.ts';

type Received = { readonly event: Stripe.Event; readonly body: string; readonly headers: IncomingHttpHeaders };

/** A simulator with a frozen clock, the real SDK pointed at it, and an endpoint that keeps what it is sent. */
export type World = {
  readonly stripe: Stripe;
  readonly simulator: StripeSimulator;
  readonly received: Received[];
  /** Statuses that the endpoint answers next, in order; 200 when used up. */
  readonly answers: number[];
  readonly hookUrl: string;
  now(): Date;
  /** Stops at every due thing on the way, as the local world's clock does. */
  advanceTo(time: Date): Promise<void>;
  /** Moves the clock past everything at once, and lets what is due catch up. */
  jumpTo(time: Date): Promise<void>;
  types(): string[];
  /** Keeps the next call of an address (`GET /v1/customers`) under way: `arrived` when its effect is there, until `release`. */
  hold(address: string): { readonly arrived: Promise<void>; release(): void };
  stop(): Promise<void>;
};

export const secretKey = 'sk_test_0123456789abcdefghijklmnop';

type Options = {
  readonly start?: string;
  readonly settings?: Partial<Settings>;
  readonly seed?: number;
  readonly rateLimitPerSecond?: number;
  readonly rulesOff?: readonly string[];
  readonly nowMs?: () => number;
} & Pick<StripeSimulatorOptions, 'rateLimitPerEndpoint' | 'concurrentCalls' | 'restrictedKeys'>;

export async function startWorld({
  start = '2026-11-24T12:00:00Z',
  seed = 7,
  ...options
}: Options = {}): Promise<World> {
  let now = new Date(start);
  const received: Received[] = [];
  const answers: number[] = [];
  const { server, url } = await listenForWebhooks(received, answers);
  const holds = new Map<string, { arrive(): void; readonly released: Promise<void> }>();
  const simulator = await startStripeSimulator({
    clock: { now: () => now },
    holdAnswer({ method, path }) {
      const held = holds.get(`${method} ${path}`);
      holds.delete(`${method} ${path}`);
      held?.arrive();
      return held?.released;
    },
    secretKey,
    publishableKey: 'pk_test_x',
    seed,
    ...options,
  });
  const { hostname, port } = new URL(simulator.url);
  return {
    stripe: new Stripe(secretKey, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(checkedFetch),
    }),
    simulator,
    received,
    answers,
    hookUrl: url,
    now: () => now,
    async advanceTo(time) {
      await simulator.settle();
      for (let due = simulator.nextDueAt(); due && due <= time; due = simulator.nextDueAt()) {
        if (due > now) now = due;
        await simulator.runDue();
        await simulator.settle();
      }
      now = time;
    },
    async jumpTo(time) {
      now = time;
      await simulator.runDue();
      await simulator.settle();
    },
    hold(address) {
      const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      holds.set(address, { arrive: arrived.resolve, released: released.promise });
      return { arrived: arrived.promise, release: released.resolve };
    },
    types: () => received.map(({ event }) => event.type),
    async stop() {
      await simulator.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listenForWebhooks(received: Received[], answers: number[]): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      // Its port may have been another server's a moment ago, which somebody still asks.
      if (request.method !== 'POST' || request.url !== '/hook' || body === '') return response.writeHead(404).end();
      received.push({ event: JSON.parse(body), body, headers: request.headers });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}
