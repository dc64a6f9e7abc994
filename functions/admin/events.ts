import { accepted, ok } from '../../shared/http/answer.ts';
import { invalid } from '../../shared/http/body.ts';
import { found, pageOf } from '../../shared/http/page.ts';
import type { AdminEventView } from '../../shared/http/views.ts';
import type { EventRecord, Outcome } from '../../shared/storage/events.ts';
import type { AdminDeps, OperatorRoute } from './deps.ts';

const outcomes: readonly Outcome[] = ['received', 'handled', 'ignored', 'failed'];

/** GET /v1/admin/events?outcome=: Stripe's events, latest received first; a page may hold fewer than `limit` of one outcome. */
export const listEvents =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageOf(request, ['outcome']);
    const outcome = request.query.get('outcome');
    if (outcome !== null && !outcomes.some((each) => each === outcome)) {
      throw invalid([{ field: 'outcome', message: `must be one of ${outcomes.join(', ')}` }]);
    }
    const { events, cursor } = await deps.events.list(page);
    const wanted = events.filter((event) => outcome === null || event.outcome === outcome);
    return ok({ data: wanted.map(view), cursor });
  };

/** POST /v1/admin/events/{id}/replay: puts it into the queue once more, under a new deduplication id; handling it again is harmless. */
export const replayEvent =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { message } = found(await deps.events.find(request.params.id ?? ''), 'This event');
    await deps.stripeQueue.send(message, `${message.id}:${deps.newId()}`);
    return accepted({ id: message.id });
  };

const view = ({ message, receivedAt, outcome, attempts, error }: EventRecord): AdminEventView => ({
  id: message.id,
  type: message.type,
  createdAt: message.createdAt,
  receivedAt,
  customerId: message.customerId,
  outcome,
  attempts,
  error,
});
