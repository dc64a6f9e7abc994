import { startStripeSimulator } from '@tollgate/stripe-simulator';
import { seededRandom } from '../../../datasets/random.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { applyCatalogChange } from '../../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../../shared/stripe/catalog/plan.ts';
import { apiVersion, stripeClient } from '../../../shared/stripe/client.ts';
import { stripeEventTypes } from '../../../shared/stripe/stripe-event-types.ts';
import { stripeGateway } from '../../../shared/stripe/stripe-gateway.ts';
import { usageGateway } from '../../../shared/stripe/usage.ts';
import { type App, assemble } from '../../support/app.ts';
import { personWith } from '../../support/app-person.ts';
import type { LivesPerson, LivesWorld } from './lives-world.ts';
import { type LivesJob, memoryJobs } from './memory-jobs.ts';

const secretKey = 'sk_test_of_lives_0123456789';
const webhookUrl = 'https://shop.example/webhooks/stripe';
const hour = 3_600;

type Options = { readonly startAt: Date; readonly seed: number; readonly catalog: Catalog };

/**
 * All functions in one process over the memory table, against the simulator over HTTP. Stripe's webhooks come by the product's route, queues
 * are delivered until they are empty, and jobs run by their schedules. Nothing waits for the machine's clock, so the same seed gives
 * the same lives.
 */
export async function memoryWorld({ startAt, seed, catalog }: Options): Promise<LivesWorld> {
  let now = startAt;
  const webhookSecrets: string[] = [];
  const simulator = await startStripeSimulator({
    clock: { now: () => now },
    secretKey,
    publishableKey: 'pk_test_lives',
    seed,
    deliver: (_url, init) => receive(app, init),
  });
  const sdk = stripeClient(secretKey, simulator.url);
  const app: App = assemble({
    table: memoryTable({ now: () => now }),
    stripe: stripeGateway(sdk),
    stripeUsage: usageGateway(sdk),
    now: () => now,
    catalog,
    webhookSecrets,
    apartMs: 0,
  });
  await sell(sdk, { catalog, now, keepSecret: (secret) => void webhookSecrets.push(secret) });
  const seconds = () => now.getTime() / 1000;
  const jobs = memoryJobs(jobsOf(app, seed), seconds());
  /** Webhooks cause calls of Stripe, which cause webhooks. */
  const quiet = async () => {
    do {
      await simulator.settle();
      await app.drain();
    } while (!simulator.idle());
  };
  return {
    stripe: { apiBase: simulator.url, secretKey },
    now: () => now,
    async moveTo(at) {
      await quiet();
      jobs.news(seconds());
      for (;;) {
        simulator.setFaults(faultsAt(seed, seconds()));
        const due = (simulator.nextDueAt()?.getTime() ?? Number.POSITIVE_INFINITY) / 1000;
        const next = Math.max(seconds(), Math.min(due, jobs.next()));
        if (next > at) break;
        now = new Date(next * 1000);
        if (due <= next) await simulator.runDue();
        await quiet();
        await jobs.runDue(next);
        await quiet();
      }
      now = new Date(at * 1000);
      simulator.setFaults({});
    },
    signIn: (email) => signIn(app, email, quiet),
    read: (path, secret) => app.request('GET', path, { headers: { authorization: `Bearer ${secret}` } }),
    stop: () => simulator.stop(),
  };
}

/** A webhook of Stripe's at the product's route. */
async function receive(app: App, { body, headers }: RequestInit): Promise<Response> {
  const raw = { body: String(body), isBase64Encoded: false };
  const reply = await app.request('POST', '/webhooks/stripe', { raw, headers: headers as Record<string, string> });
  return new Response(null, { status: reply.status });
}

type Selling = {
  readonly catalog: Catalog;
  readonly now: Date;
  readonly keepSecret: (secret: string) => void;
};

/** Pushes the catalogue with its webhook endpoint. */
async function sell(sdk: ReturnType<typeof stripeClient>, { catalog, now, keepSecret }: Selling): Promise<void> {
  const webhook = {
    url: webhookUrl,
    apiVersion,
    events: Object.keys(stripeEventTypes),
    thinEvents: [],
    place: '/lives',
  };
  const deps = { stripe: sdk, webhook, keepSecret: async (_source: string, secret: string) => keepSecret(secret) };
  for (const change of planChanges(await readCurrent(sdk, webhookUrl), desiredCatalog(catalog, now), webhook))
    if (!change.kind.endsWith('destination')) await applyCatalogChange(deps, change);
}

/**
 * Stripe's faults at a time: repeated or lost webhooks, calls that are refused for their pace or fail. They differ from hour to hour on a third of the
 * days. The comparison with Stripe at three o'clock repairs what a lost webhook left behind. So nothing is lost from two o'clock on, until the lives
 * are judged at four.
 */
function faultsAt(seed: number, at: number) {
  const hours = Math.floor(at / hour);
  const days = Math.floor((at - 4 * hour) / (24 * hour));
  const kind = seededRandom(seed * 100_000 + days + 1).next();
  const isCalm = hours % 24 === 2 || hours % 24 === 3;
  if (kind < 0.1) return { duplicate: 0.5, seed: Math.floor(at) };
  if (isCalm) return {};
  if (kind < 0.2) return { drop: 0.3, duplicate: 0.2, seed: Math.floor(at) };
  if (kind < 0.27) return { errorRate: 0.05, seed: Math.floor(at) };
  return kind < 0.34 ? { rateLimitRate: 0.15, seed: Math.floor(at) } : {};
}

/** Hours in which usage is not merged: about every twentieth day, for one to six hours. Usage of a period then becomes known after its end. */
function downtime(seed: number): (at: number) => boolean {
  return (at) => {
    const day = Math.floor(at / (24 * hour));
    const random = seededRandom(seed * 100_000 + day);
    const [isOut, from, length] = [random.next() < 0.05, random.next() * 18 * hour, (1 + random.next() * 5) * hour];
    const second = at - day * 24 * hour;
    return isOut && from <= second && second < from + length;
  };
}

/** The jobs that billing depends on, by the schedules of `infra/jobs.ts`. An instance that admits ends each week, or its usage log would have no end. */
const jobsOf = (app: App, seed: number): LivesJob[] => [
  { name: 'end of an instance', run: () => app.endInstance(), everySeconds: 7 * 24 * hour, offsetSeconds: hour / 2 },
  { name: 'usage-merge', run: () => app.mergeUsage(), everySeconds: hour / 4, isIdle: true, isDown: downtime(seed) },
  { name: 'usage-report', run: () => app.usageReport(), everySeconds: hour / 3, isIdle: true },
  { name: 'stripe-sync', run: () => app.tryWaiting(), everySeconds: hour / 4, isIdle: true },
  { name: 'badge-settlement', run: () => app.settleBadges(), everySeconds: hour / 6, isIdle: true },
  { name: 'badge-looks', run: () => app.lookAtBadges(), everySeconds: hour / 4, isIdle: true },
  { name: 'reconcile', run: () => app.reconcile(), everySeconds: 24 * hour, offsetSeconds: 3 * hour },
];

async function signIn(app: App, email: string, quiet: () => Promise<void>): Promise<LivesPerson> {
  const headers = { 'true-client-ip': addressOf(email) };
  const asked = await app.request('POST', '/v1/signup', { body: { email, organization: 'Lives Ltd' }, headers });
  if (asked.status !== 202) throw new Error(`Sign-up answered ${asked.status}: ${asked.text}`);
  await quiet();
  const token = app.mails
    .flatMap(({ to, text }) => (to === email ? (/token=([\w-]+)/.exec(text)?.[1] ?? []) : []))
    .at(-1);
  if (token === undefined) throw new Error(`No link was mailed to ${email}`);
  app.mails.length = 0;
  const reply = await app.request('POST', '/v1/session', { body: { token }, headers });
  if (reply.status !== 201) throw new Error(`Signing in answered ${reply.status}: ${reply.text}`);
  return personWith(app, email, reply.cookies[0]?.split(';')[0] ?? '');
}

/** A client's address for each mailbox: the budgets of one client are not what the lives are about. */
function addressOf(email: string): string {
  const number = Number(/\d+/.exec(email)?.[0] ?? 0);
  return `198.51.${100 + Math.floor(number / 250)}.${(number % 250) + 1}`;
}
