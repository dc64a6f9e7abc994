import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import type { Simulation } from './simulation.ts';

/** How long Stripe keeps events. https://docs.stripe.com/api/events */
export const eventsKeptSeconds = 30 * 86_400;

type EventType = Stripe.EventBase['type'];
type Plain = Readonly<Record<string, unknown>>;

/** Records an event about `object` as it is now, and sends it to the endpoints that listen. */
export function emit(sim: Simulation, type: EventType, object: object, previous?: Plain): void {
  const event: Stripe.EventBase = {
    id: sim.newId('evt'),
    object: 'event',
    api_version: (sim.rules.isOn('V2') ? sim.settings.apiVersion : null) ?? sim.apiVersion,
    created: eventTime(sim),
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 0,
    request: { id: sim.request?.id ?? null, idempotency_key: sim.request?.idempotencyKey ?? null },
    type,
  };
  const oldest = event.created - eventsKeptSeconds;
  if (sim.rules.isOn('E4')) sim.store.events.removeOldestWhile(({ created }) => created < oldest);
  sim.store.events.add(event);
  sim.dispatch(event);
}

/** Events of a test clock live in the account's own time, too: they are listed and forgotten with all others. */
const eventTime = ({ time }: Simulation) => (time.timeline() === null ? time.now() : time.clockNow());

/** Records an `updated` event with `previous_attributes`, unless nothing differs. */
export function emitUpdate<T extends object>(sim: Simulation, type: EventType, change: { before: T; after: T }): void {
  const previous = previousAttributes(change.before, change.after);
  if (Object.keys(previous).length > 0) emit(sim, type, change.after, previous);
}

/** The old values of the fields that differ; of plain objects only the keys that differ. A new field has null. */
function previousAttributes(before: object, after: object): Plain {
  const [old, now] = [before as Plain, after as Plain];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(old[name], now[name]));
  return Object.fromEntries(changed.map((name) => [name, previousValue(old[name], now[name])]));
}

function previousValue(old: unknown, now: unknown): unknown {
  return isPlain(old) && isPlain(now) ? previousAttributes(old, now) : (old ?? null);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
