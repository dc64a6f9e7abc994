import * as z from 'zod';
import { mapConcurrent } from '../../shared/concurrency.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { found, invalid } from '../../shared/errors.ts';
import { accepted, ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import { oneOf } from '../../shared/http/fields.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import type { AdminEventView, QueuedEventView, ReplayedView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { type EventRecord, outcomes } from '../../shared/storage/billing/stripe-events.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/events?outcome=: Stripe's events, latest received first; a page may hold fewer than `limit` of one outcome. */
export const listStripeEvents =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['outcome']);
    const outcome = request.query.get('outcome');
    if (outcome !== null && !outcomes.some((each) => each === outcome)) {
      throw invalid([{ field: 'outcome', message: `must be one of ${outcomes.join(', ')}` }]);
    }
    const { events, cursor } = await deps.events.list(page);
    const wanted = events.filter((event) => outcome === null || event.outcome === outcome);
    return ok({ data: wanted.map(view), cursor });
  };

/** POST /v1/admin/events/{id}/replay {reason}: puts it into the queue once more, under a new deduplication id; handling it again is harmless. */
export const replayEvent =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const record = found(await deps.events.find(request.params.id ?? ''), 'This event');
    await noteReplay(deps, request, { event: record.message.id });
    await replay(deps, record);
    return accepted({ id: record.message.id } satisfies QueuedEventView);
  };

const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-24T12:00:00Z' });
/** The events to replay. */
export const EventReplayBody = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  outcome: oneOf(['parked', 'failed']).default('parked'),
  cursor: z.string({ error: 'must be the cursor of the previous response' }).optional(),
});

const pageSize = 100;
const maxPages = 5;
const maxAtOnce = 20;

/**
 * POST /v1/admin/events/replay {reason, from?, to?, outcome?, cursor?}: puts all parked (or failed) events received in the half-open
 * range into the queue once more. Looks at no more than 500 events a call; an answer with a cursor asks for the next call.
 */
export const replayEvents =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { outcome, from, to, cursor } = bodyOf(request, EventReplayBody);
    const range = { limit: pageSize, from: isoOf(from), to: isoOf(to) };
    const wanted: EventRecord[] = [];
    let next = cursor;
    for (let page = 0; page < maxPages && (page === 0 || next !== undefined); page++) {
      const found = await deps.events.list({ ...range, cursor: next });
      wanted.push(...found.events.filter((event) => event.outcome === outcome));
      next = found.cursor;
    }
    const bounds = { ...(range.from && { from: range.from }), ...(range.to && { to: range.to }) };
    if (wanted.length > 0) await noteReplay(deps, request, { outcome, events: String(wanted.length), ...bounds });
    await mapConcurrent(maxAtOnce, wanted, (event) => replay(deps, event));
    return accepted({ replayed: wanted.length, cursor: next } satisfies ReplayedView);
  };

/** The line comes before the queue is told: a replay that is interrupted is noted, and one that is not noted does not happen. */
const noteReplay = (deps: AdminDeps, request: OperatorRequest, detail: Readonly<Record<string, string>>) =>
  deps.audit.append(operatorLine(deps, request, { accountId: operators, action: 'events.replayed', detail }));

/** A time as the records have it. */
const isoOf = (text: string | undefined) => (text === undefined ? undefined : new Date(text).toISOString());

const replay = ({ stripeQueue, newId }: AdminDeps, { message }: EventRecord) =>
  stripeQueue.send(message, `${message.id}:${newId()}`);

const view = ({ message, receivedAt, outcome, attempts, error, apiVersionDiffers }: EventRecord): AdminEventView => ({
  id: message.id,
  type: message.type,
  createdAt: message.createdAt,
  receivedAt,
  customerId: message.customerId,
  outcome,
  attempts,
  error,
  apiVersion: message.apiVersion,
  apiVersionDiffers,
});
