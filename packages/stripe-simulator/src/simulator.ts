import { routes } from './api/routes.ts';
import type { Expiry } from './billing/cards.ts';
import { expireCheckout } from './billing/checkout-end.ts';
import { advanceInvoice } from './billing/collect.ts';
import { settleDebit } from './billing/delayed.ts';
import { removeDiscount } from './billing/discounts.ts';
import { expireDispute } from './billing/disputes.ts';
import { reportFaults } from './billing/meter-faults.ts';
import { reissueCard } from './billing/methods.ts';
import { resumeCollection } from './billing/pause.ts';
import { expirePendingUpdate } from './billing/pending-updates.ts';
import { expireCoupon, expirePromotionCode } from './billing/redeeming.ts';
import { settleRefund } from './billing/refunds.ts';
import { advanceSchedule, advanceScheduled } from './billing/schedules.ts';
import { deleteTestClock } from './billing/test-clocks.ts';
import { emptyAgenda } from './core/agenda.ts';
import { runAllDue } from './core/due.ts';
import { emit } from './core/events.ts';
import { idMaker } from './core/ids.ts';
import { seededRandom } from './core/random.ts';
import { defaultSettings, type Settings } from './core/settings.ts';
import type { DueHandlers, Simulation } from './core/simulation.ts';
import { emptyStore } from './core/store.ts';
import { type Clock, timeOf } from './core/time.ts';
import { timelineOf } from './core/timeline.ts';
import { answerApi } from './http/api.ts';
import type { RestrictedKeys } from './http/authentication.ts';
import { idempotencyKeys } from './http/idempotency.ts';
import { rateLimitOf } from './http/rate-limit.ts';
import { listen } from './http/server.ts';
import { answerPage } from './pages/routes.ts';
import { loadSchemas } from './schema/load.ts';
import { sdkApiVersion } from './schema/sdk-version.ts';
import { type FaultSettings, faultsOf } from './webhooks/faults.ts';
import { type Deliver, type WebhookSender, webhookSender } from './webhooks/sender.ts';

/** The options of `startStripeSimulator`. */
export type StripeSimulatorOptions = {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Moved from outside; the simulator never waits for it. */
  readonly clock: Clock;
  readonly secretKey: string;
  /** Restricted keys and what each may do, such as `rak_product_read`. */
  readonly restrictedKeys?: RestrictedKeys;
  readonly publishableKey: string;
  /** How webhooks are sent; `fetch` unless a test listens in. */
  readonly deliver?: Deliver;
  /** The same seed gives the same ids. */
  readonly seed?: number;
  readonly settings?: Partial<Settings>;
  /** Calls of the API in one second; more are answered 429. Stripe allows 100, and 25 in a sandbox; no limit unless given. */
  readonly rateLimitPerSecond?: number;
  /** Calls of one operation in a second: 25, as Stripe's, where calls are limited at all. */
  readonly rateLimitPerEndpoint?: number;
  /** The clock of these limits, in milliseconds: real time by default. */
  readonly nowMs?: () => number;
};

/** A running simulator. */
export type StripeSimulator = {
  readonly url: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Whether no webhook is on its way. */
  idle(): boolean;
  /** Resolves when no webhook is on its way; retries that wait for their time do not count. */
  settle(): Promise<void>;
  /** The earliest instant at which something happens by itself: renewal, trial end, expiry, retry. */
  nextDueAt(): Date | null;
  /** Does all that is due by the clock, earliest first, each at its own instant; then sends webhooks without waiting. */
  runDue(): Promise<void>;
  /** Gives a saved card a new expiry, as a card network does when the bank sends a new card. */
  reissueCard(paymentMethod: string, expiry: Expiry): void;
  /** Replaces all fault settings; `{}` ends them. Throws a `RangeError` that names a bad one. */
  setFaults(settings: FaultSettings): void;
  /** Closes every connection and breaks off webhooks that are on their way. */
  stop(): Promise<void>;
};

/** Starts a Stripe of its own on this machine, with nothing in it. Rejects where the port is taken, or an option is wrong. */
export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { host = '127.0.0.1', port = 0, secretKey, restrictedKeys, publishableKey } = options;
  const perSecond = { inAll: options.rateLimitPerSecond, ofEndpoint: options.rateLimitPerEndpoint };
  const rateLimit = rateLimitOf(perSecond, options.nowMs ?? (() => performance.now()));
  const keys = { secretKey, restrictedKeys, idempotency: idempotencyKeys() };
  const schemas = await loadSchemas();
  let faults = faultsOf({});
  const sender = webhookSender({ sim: () => sim, deliver: options.deliver ?? fetch, faults: () => faults });
  const server = await listen({ host, port }, (request) =>
    request.path.startsWith('/v1/') || request.path.startsWith('/v2/')
      ? answerApi({ sim, schemas, routes, rateLimit, ...keys, faults: () => faults }, request)
      : answerPage(sim, request),
  );
  const sim = newSimulation(options, server.origin, sender);
  return {
    url: server.origin,
    secretKey,
    publishableKey,
    idle: sender.isIdle,
    settle: sender.settle,
    nextDueAt() {
      const next = sim.agenda.next(null);
      return next && new Date(next.at * 1000);
    },
    runDue: async () => runAllDue(sim, sim.time.clockNow()),
    reissueCard(paymentMethod, expiry) {
      sim.time.on(timelineOf(sim, paymentMethod), () => reissueCard(sim, paymentMethod, expiry));
    },
    setFaults(settings) {
      faults = faultsOf(settings);
    },
    async stop() {
      await server.stop();
      await sender.stop();
    },
  };
}

function newSimulation(options: StripeSimulatorOptions, origin: string, sender: WebhookSender): Simulation {
  const random = seededRandom(options.seed ?? Math.floor(Math.random() * 2 ** 32));
  const store = emptyStore();
  const time = timeOf(options.clock, (testClock) => store.testClocks.mustGet(testClock).frozen_time);
  return {
    store,
    time,
    agenda: emptyAgenda(time.timeline),
    dueHandlers: dueHandlers(sender.retry),
    newId: idMaker(random),
    settings: { ...defaultSettings, ...options.settings },
    origin,
    apiVersion: sdkApiVersion(),
    request: null,
    dispatch: sender.dispatch,
  };
}

function dueHandlers(retryDelivery: (id: string) => void): DueHandlers {
  return {
    subscription: advanceScheduled,
    subscription_schedule: advanceSchedule,
    invoice: advanceInvoice,
    checkout_session: expireCheckout,
    pending_update: expirePendingUpdate,
    dispute: expireDispute,
    refund: settleRefund,
    debit: settleDebit,
    resume_collection: resumeCollection,
    discount: removeDiscount,
    coupon: expireCoupon,
    promotion_code: expirePromotionCode,
    test_clock: deleteTestClock,
    meter_report: reportFaults,
    delivery: (_, id) => retryDelivery(id),
    trial_will_end: (sim, id) => emit(sim, 'customer.subscription.trial_will_end', sim.store.subscriptions.mustGet(id)),
  };
}
