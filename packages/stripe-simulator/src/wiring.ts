import { routes } from './api/wiring.ts';
import { awaitAcknowledgement } from './billing/acknowledgement.ts';
import { expireCheckout } from './billing/checkout-end.ts';
import { advanceInvoice } from './billing/collect.ts';
import { settleDebit } from './billing/delayed.ts';
import { removeDiscount } from './billing/discounts.ts';
import { endDisputed } from './billing/disputed-end.ts';
import { expireDispute } from './billing/disputes.ts';
import { reportFaults } from './billing/meter-faults.ts';
import { processEvent } from './billing/metered-drafts.ts';
import { resumeCollection } from './billing/pause.ts';
import { expirePendingUpdate } from './billing/pending-updates.ts';
import { expireCoupon, expirePromotionCode } from './billing/redeeming.ts';
import { settleRefund } from './billing/refunds.ts';
import { advanceSchedule, advanceScheduled } from './billing/schedules.ts';
import { deleteTestClock } from './billing/test-clocks.ts';
import { emptyAgenda } from './core/agenda.ts';
import { emit } from './core/events.ts';
import { showCall } from './core/exchanges.ts';
import { idMaker } from './core/ids.ts';
import { seededRandom } from './core/random.ts';
import { defaultSettings } from './core/settings.ts';
import type { DueHandlers, Simulation } from './core/simulation.ts';
import { emptyStore } from './core/store.ts';
import { timeOf } from './core/time.ts';
import { timelineOf } from './core/timeline.ts';
import { answerApi } from './http/api.ts';
import type { HttpAnswer, HttpRequest } from './http/exchange.ts';
import { idempotencyKeys } from './http/idempotency.ts';
import { rateLimitOf } from './http/rate-limit.ts';
import type { Reads } from './http/reads.ts';
import { underwayOf } from './http/underway.ts';
import type { StripeSimulatorOptions } from './options.ts';
import { answerPage } from './pages/routes.ts';
import { rulesBut } from './rules/rules.ts';
import { loadSchemas } from './schema/load.ts';
import { sdkApiVersion } from './schema/sdk-version.ts';
import type { Faults } from './webhooks/faults.ts';
import type { WebhookSender } from './webhooks/sender.ts';

/** An account with nothing in it, whose pages are at `origin` and whose events `sender` sends. */
export function newSimulation(options: StripeSimulatorOptions, origin: string, sender: WebhookSender): Simulation {
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
    rules: rulesBut(options.rulesOff),
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
    invoice: (sim, id) => awaitAcknowledgement(sim, id) || advanceInvoice(sim, id),
    checkout_session: expireCheckout,
    pending_update: expirePendingUpdate,
    dispute: expireDispute,
    disputed_subscription: endDisputed,
    refund: settleRefund,
    debit: (sim, id) => sim.time.on(timelineOf(sim, id), () => settleDebit(sim, id)),
    resume_collection: resumeCollection,
    discount: removeDiscount,
    coupon: expireCoupon,
    promotion_code: expirePromotionCode,
    test_clock: deleteTestClock,
    meter_report: reportFaults,
    meter_event: processEvent,
    delivery: (_, id) => retryDelivery(id),
    trial_will_end: (sim, id) => emit(sim, 'customer.subscription.trial_will_end', sim.store.subscriptions.mustGet(id)),
  };
}

type State = { readonly sim: () => Simulation; readonly faults: () => Faults; readonly reads: Reads };

/** Answers requests below `/v1/` and `/v2/` as Stripe's API, and others as its hosted pages. Rejects for a bad rate limit. */
export async function answererOf(
  options: StripeSimulatorOptions,
  { sim, faults, reads }: State,
): Promise<(request: HttpRequest) => Promise<HttpAnswer>> {
  const { secretKey, restrictedKeys, holdAnswer } = options;
  const rules = rulesBut(options.rulesOff);
  const perSecond = { inAll: options.rateLimitPerSecond, ofEndpoint: options.rateLimitPerEndpoint };
  const rateLimit = rateLimitOf(perSecond, rules, options.nowMs ?? (() => performance.now()));
  const idempotency = idempotencyKeys(rules.isOn('Y7') ? 24 : 1);
  const underway = underwayOf(rules, options.concurrentCalls);
  const limits = { secretKey, restrictedKeys, idempotency, rateLimit, underway, holdAnswer, reads };
  const schemas = await loadSchemas();
  return async (request) => {
    if (!request.path.startsWith('/v1/') && !request.path.startsWith('/v2/')) return answerPage(sim(), request);
    const answer = await answerApi({ sim: sim(), schemas, routes, faults, ...limits }, request);
    if (rules.areAll) showCall(() => ({ ...request, status: answer.status, answer: answer.body }));
    return answer;
  };
}
