import type { SQSRecord } from 'aws-lambda';
import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { jobFunction, queueFunction, queueOrJobFunction } from '../../shared/http/stacks.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import type { EventOutcome } from '../../shared/storage/billing/stripe-events.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { StripeSyncDeps } from './deps.ts';
import { handleEvent, noteOf, reasonOf } from './handle-event.ts';
import { tryWaiting } from './try-waiting.ts';

/** The time left for the events at hand. One that the end of the time cuts off goes on waiting. */
const reserveMs = 10_000;

/** Handles Stripe's events: those that the queue brings at once, and by a schedule those that wait because Stripe did not answer. */
export function stripeSync(deps: StripeSyncDeps) {
  const job = jobFunction(deps, (context) =>
    tryWaiting(deps, () => (context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > reserveMs),
  );
  return queueOrJobFunction({ queue: (event, context) => oneBatch(deps)(event, context), job });
}

/**
 * One batch. Where Stripe did not answer for one of its events, the others wait without asking: each would take 20 s to learn the same. An
 * event whose last try got no answer is no dead letter: it waits on for the schedule.
 */
function oneBatch(deps: StripeSyncDeps) {
  let away: StripeUnavailable | null = null;
  return queueFunction({ log: deps.log, maxReceives: stripeInboxTries }, async (record) => {
    const message = JSON.parse(record.body) as StripeMessage;
    const { tries, last } = tryOf(record);
    const unanswered = await tryEvent(deps, { message, away, tries, last });
    away ??= unanswered;
    if (unanswered && !last) throw unanswered;
  });
}

type Try = {
  readonly message: StripeMessage;
  /** Stripe did not answer a moment ago. */
  readonly away: StripeUnavailable | null;
  readonly tries: number;
  readonly last: boolean;
};

/**
 * Handles an event and notes its state. A second try notes it before it begins, since the first may have died. The last one notes
 * `parked`.
 * An event that Stripe did not answer waits for the schedule, which tries it again within a minute.
 * @returns why Stripe did not answer; null where the event is done
 */
async function tryEvent(deps: StripeSyncDeps, { message, away, tries, last }: Try): Promise<StripeUnavailable | null> {
  const note = (outcome: EventOutcome, error: string | null) => noteOf(deps, message, { outcome, error });
  if (last) await deps.events.begin(message, { ...note('parked', 'The last try did not end.'), last });
  else if (tries > 1) await deps.events.begin(message, { ...note('received', null), last });
  try {
    if (away) throw away;
    await deps.events.end(message, note(await handleEvent(deps, message), null));
    if (tries > 1) await deps.waitingEvents.remove(message.id);
    return null;
  } catch (error) {
    const unanswered = error instanceof StripeUnavailable ? error : null;
    if (unanswered) await deps.waitingEvents.add(message, deps.now());
    const reason = `${reasonOf(error)}${unanswered ? ' It is retried every minute.' : ''}`;
    await deps.events.end(message, note(last ? 'parked' : 'failed', reason));
    if (unanswered) return unanswered;
    throw error;
  }
}

function tryOf({ attributes }: SQSRecord): { readonly tries: number; readonly last: boolean } {
  const tries = Number(attributes.ApproximateReceiveCount);
  return { tries, last: tries >= stripeInboxTries };
}
