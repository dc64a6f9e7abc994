import { mapConcurrent } from '../../shared/concurrency.ts';
import type { WaitingEvent } from '../../shared/storage/billing/waiting-events.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { StripeSyncDeps } from './deps.ts';
import { handleEvent, noteOf, reasonOf } from './handle-event.ts';

/** How many waiting events a run handled, how many it parked, and how many still wait. */
export type WaitingReport = { readonly handled: number; readonly parked: number; readonly left: number };

const pageSize = 100;
/** Two calls of some 200 ms each come to less than the 25 calls a second that Stripe allows of an endpoint. */
const maxAtOnce = 4;
/** Events without an answer after which Stripe counts as away; one whose customer alone gets none keeps the others from nothing. */
const maxUnanswered = 3;
/** So long nobody has to know. */
const untoldMs = 10 * 60_000;

/**
 * Tries the events that wait for Stripe, every minute. A buyer who paid during an outage has access a minute after Stripe answers.
 * It needs neither an operator nor the nightly job.
 * Lambda would stop a chain of messages to the own queue after some 16 passes
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html). An item and a schedule are no such chain.
 * @throws Error at its end, where an event was parked, or one has waited for ten minutes
 */
export async function tryWaiting(deps: StripeSyncDeps, hasTime: () => boolean): Promise<WaitingReport> {
  const sums = { handled: 0, parked: 0, left: 0 };
  let unanswered = 0;
  let oldest: string | undefined;
  const leave = ({ since }: WaitingEvent) => {
    sums.left += 1;
    if (oldest === undefined || since < oldest) oldest = since;
  };
  let cursor: string | undefined;
  do {
    const page = await deps.waitingEvents.list({ limit: pageSize, cursor });
    await mapConcurrent(maxAtOnce, page.events, async (event) => {
      if (unanswered >= maxUnanswered || !hasTime()) return leave(event);
      const outcome = await tryOne(deps, event);
      if (outcome === 'handled') sums.handled += 1;
      if (outcome === 'parked') sums.parked += 1;
      if (outcome !== 'unanswered') return;
      unanswered += 1;
      leave(event);
    });
    cursor = page.cursor;
  } while (cursor !== undefined);
  await deps.pulses.beat('billing', { at: deps.now().toISOString(), oldestAt: oldest ?? null });
  if (sums.parked > 0) throw new Error(`${sums.parked} events that waited for Stripe could not be handled`);
  if (oldest !== undefined && deps.now().getTime() - Date.parse(oldest) > untoldMs)
    throw new Error(`${sums.left} events wait for Stripe to answer, the first since ${oldest}`);
  return sums;
}

/** One that fails for another reason waits no more: it is parked, for an operator. @throws StorageUnavailable */
async function tryOne(deps: StripeSyncDeps, { message }: WaitingEvent): Promise<'handled' | 'parked' | 'unanswered'> {
  try {
    const outcome = await handleEvent(deps, message);
    await deps.events.end(message, noteOf(deps, message, { outcome, error: null }));
    await deps.waitingEvents.remove(message.id);
    return 'handled';
  } catch (error) {
    if (error instanceof StripeUnavailable) return 'unanswered';
    if (error instanceof StorageUnavailable) throw error;
    deps.log.error('an event that waited for Stripe was not handled', error, { event: message.id });
    await deps.events.end(message, noteOf(deps, message, { outcome: 'parked', error: reasonOf(error) }));
    await deps.waitingEvents.remove(message.id);
    return 'parked';
  }
}
