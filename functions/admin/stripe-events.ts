import { mapConcurrent } from '../../shared/concurrency.ts';
import { errorGroupOf } from '../../shared/domain/console/stuck-events.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { found, invalid } from '../../shared/errors.ts';
import { accepted, ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import { type PageRequest, pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import type { AdminEventView, QueuedEventView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { type EventPage, type EventRecord, outcomes } from '../../shared/storage/billing/stripe-events.ts';
import type { AdminDeps } from './deps.ts';

/**
 * GET /v1/admin/events?outcome=&error=: Stripe's events, latest received first; a page may hold fewer than `limit` of one outcome.
 * `error` is that of a group of `GET /v1/admin/today`: only those tried in vain with it, the latest try first.
 */
export const listStripeEvents =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['outcome', 'error']);
    const outcome = request.query.get('outcome');
    if (outcome !== null && !outcomes.some((each) => each === outcome)) {
      throw invalid([{ field: 'outcome', message: `must be one of ${outcomes.join(', ')}` }]);
    }
    const error = request.query.get('error');
    const { events, cursor } = await (error === null ? deps.events.list(page) : ofGroup(deps, error, page));
    const wanted = events.filter((event) => outcome === null || event.outcome === outcome);
    return ok({ data: wanted.map(view), cursor });
  };

/** A page of the events tried in vain, of which those with the error of a group. */
export async function ofGroup({ events }: AdminDeps, error: string, page: PageRequest): Promise<EventPage> {
  const { events: tried, cursor } = await events.stuck({ ...page, descending: true });
  const ids = tried.filter((event) => errorGroupOf(event.error) === error).map(({ id }) => id);
  const records = await mapConcurrent(ids.length, ids, (id) => events.find(id));
  const same = records.filter((record) => record !== null && errorGroupOf(record.error) === error);
  return { events: same.filter((record) => record !== null), ...(cursor === undefined ? {} : { cursor }) };
}

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

/** The line comes before the queue is told: a replay that is interrupted is noted, and one that is not noted does not happen. */
export const noteReplay = (deps: AdminDeps, request: OperatorRequest, detail: Readonly<Record<string, string>>) =>
  deps.audit.append(operatorLine(deps, request, { accountId: operators, action: 'events.replayed', detail }));

/** Puts it into the queue once more, under a new deduplication id. */
export const replay = ({ stripeQueue, newId }: AdminDeps, { message }: EventRecord) =>
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
