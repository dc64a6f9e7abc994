import { setTimeout } from 'node:timers/promises';
import { noteAcknowledged, noteUnacknowledged } from '../billing/acknowledgement.ts';
import { showWebhook } from '../core/exchanges.ts';
import type { Simulation } from '../core/simulation.ts';
import type { AnyEvent } from '../core/thin-event.ts';
import type { Faults } from './faults.ts';
import { signatureHeader } from './signature.ts';
import { bodyOf, isSentTo, targetNamed, targetsOf } from './targets.ts';

/** Sends one request; `fetch` unless a test listens in. */
export type Deliver = (url: string, init: RequestInit) => Promise<Response>;

type Delivery = {
  readonly id: string;
  /** The event as it was made. The account forgets events after 30 days, and the clock may have jumped further. */
  readonly event: AnyEvent;
  readonly target: string;
  readonly attempts: number;
};

/** Seconds from a failed attempt to the next: three days in all, as Stripe does in live mode. */
const retrySeconds = [10, 60, 300, 1800, 7200, 18_000, 36_000, 36_000, 36_000, 36_000, 36_000, 36_000];

const timeoutMs = 20_000;

/** Sends events as signed webhooks, and repeats deliveries that failed. */
export type WebhookSender = {
  /** Sends an event to every enabled endpoint or destination that subscribed to its type, after the running call. */
  dispatch(event: AnyEvent): void;
  /** Repeats a delivery that failed. */
  retry(deliveryId: string): void;
  /** Whether nothing is on its way. Retries that wait for their time do not count. */
  isIdle(): boolean;
  settle(): Promise<void>;
  /** Breaks off what is on its way. */
  stop(): Promise<void>;
};

type Options = { readonly sim: () => Simulation; readonly deliver: Deliver; readonly faults: () => Faults };

/** The sender of the account's events to its webhook endpoints and event destinations. */
export function webhookSender({ sim, deliver, faults }: Options): WebhookSender {
  const waiting = new Map<string, Delivery>();
  const underway = new Set<Promise<void>>();
  const stopping = new AbortController();

  const track = (work: Promise<void>) => {
    underway.add(work);
    void work.finally(() => underway.delete(work));
  };

  const start = (delivery: Delivery, { copies, delayMs }: { copies: number; delayMs: number }) => {
    for (let copy = 0; copy < copies; copy += 1)
      track(later(delayMs, stopping.signal).then(() => attempt(delivery, copy === 0)));
  };

  const attempt = async (delivery: Delivery, isFirst: boolean) => {
    const isDelivered = await tryOnce(sim(), delivery, { deliver, stopping: stopping.signal });
    if (!isFirst) return;
    noteAnswer(sim(), delivery, isDelivered);
    if (isDelivered === false) scheduleRetry(delivery);
  };

  const scheduleRetry = (delivery: Delivery) => {
    const seconds = secondsUntilRetry(sim(), delivery);
    if (seconds === undefined) return;
    waiting.set(delivery.id, { ...delivery, attempts: delivery.attempts + 1 });
    sim().agenda.set('delivery', delivery.id, sim().time.now() + seconds);
  };

  const settle = async () => {
    while (underway.size > 0) await Promise.all(underway);
  };

  return {
    dispatch(event) {
      const targets = targetsOf(sim(), event);
      if (event.object === 'event') sim().store.events.patch(event.id, { pending_webhooks: targets.length });
      for (const target of targets) {
        const fault = faultOf(sim(), faults());
        const delivery = { id: sim().newId('whd'), event, target, attempts: 0 };
        if (!fault.isDropped) start(delivery, fault);
      }
    },
    retry(deliveryId) {
      const delivery = waiting.get(deliveryId);
      waiting.delete(deliveryId);
      const fault = faults().onWebhook();
      if (delivery && !fault.isDropped) start(delivery, fault);
    },
    isIdle: () => underway.size === 0,
    settle,
    stop() {
      stopping.abort();
      return settle();
    },
  };
}

/** Undefined: it is not sent again. */
const secondsUntilRetry = ({ rules }: Simulation, { attempts }: Delivery): number | undefined =>
  rules.isOn('E2') ? retrySeconds[attempts] : undefined;

/** The fault that strikes a webhook; without E3 each comes once and in order. */
function faultOf({ rules }: Simulation, faults: Faults): ReturnType<Faults['onWebhook']> {
  const fault = faults.onWebhook();
  return rules.isOn('E3') ? fault : { ...fault, copies: 1, delayMs: 0 };
}

/** Resolves after the delay, or at once when the sender stops. */
const later = (delayMs: number, signal: AbortSignal): Promise<void> =>
  setTimeout(delayMs, undefined, { signal }).catch(() => undefined);

/** One attempt to deliver: whether it arrived; null where the target is gone or disabled. */
async function tryOnce(
  sim: Simulation,
  delivery: Delivery,
  { deliver, stopping }: { readonly deliver: Deliver; readonly stopping: AbortSignal },
): Promise<boolean | null> {
  const target = targetNamed(sim, delivery.target);
  if (!target || !isSentTo(sim, target) || stopping.aborted) return null;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]);
  const body = bodyOf(sim, delivery.event, target);
  if (sim.rules.areAll) showWebhook({ body });
  const signature = signatureHeader(body, target.secrets, sim.time.now());
  return post({ body, signature, failsFrom: sim.rules.isOn('E1') ? 300 : 400 }, (init) =>
    deliver(target.url, { ...init, signal }),
  );
}

/** Notes the outcome of an attempt; `isDelivered` null: nobody waits for the event any more. */
function noteAnswer(sim: Simulation, { event, attempts }: Delivery, isDelivered: boolean | null): void {
  if (isDelivered) markDelivered(sim, event.id);
  if (isDelivered === false && attempts === 0) noteUnacknowledged(sim, event);
  if (isDelivered !== false && attempts > 0) noteAcknowledged(sim, event);
}

function markDelivered(sim: Simulation, eventId: string): void {
  const event = sim.store.events.get(eventId);
  if (event) sim.store.events.patch(eventId, { pending_webhooks: event.pending_webhooks - 1 });
}

/** One attempt: true for a 2xx answer, false for anything else, a broken connection and silence included. */
async function post(
  { body, signature, failsFrom }: { readonly body: string; readonly signature: string; readonly failsFrom: number },
  send: (init: RequestInit) => Promise<Response>,
): Promise<boolean> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': signature,
  };
  try {
    const response = await send({ method: 'POST', headers, body, redirect: 'manual' });
    await response.arrayBuffer();
    return response.status >= 200 && response.status < failsFrom;
  } catch {
    return false;
  }
}
