import * as z from 'zod';
import { mapConcurrent } from '../../shared/concurrency.ts';
import { invalid } from '../../shared/errors.ts';
import { accepted } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, oneOf } from '../../shared/http/fields.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { ReplayedView } from '../../shared/http/views.ts';
import type { EventPage, EventRecord } from '../../shared/storage/billing/stripe-events.ts';
import type { AdminDeps } from './deps.ts';
import { noteReplay, ofGroup, replay } from './stripe-events.ts';

const maxIds = 100;
const idsError = `must be a list of 1 to ${maxIds} ids of events`;
const maxErrorCharacters = 300;
const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-24T12:00:00Z' });

/** The events to replay: those of a range of time, of the group of an error, or a few by their ids. */
export const EventReplayBody = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  outcome: oneOf(['parked', 'failed']).default('parked'),
  cursor: z.string({ error: 'must be the cursor of the previous response' }).optional(),
  error: z
    .string({ error: `must be a text of at most ${maxErrorCharacters} characters` })
    .max(maxErrorCharacters, { error: `must be a text of at most ${maxErrorCharacters} characters` })
    .optional(),
  ids: z.array(line(100), { error: idsError }).min(1, { error: idsError }).max(maxIds, { error: idsError }).optional(),
});
type Wanted = z.infer<typeof EventReplayBody>;

const pageSize = 100;
const maxPages = 5;
const maxAtOnce = 20;

/**
 * POST /v1/admin/events/replay {reason, from?, to?, outcome?, error?, cursor?}: puts all parked (or failed) events into the queue once
 * more. They were received in the half-open range and, with `error`, are of its group. A call looks at no more than 500 events; an
 * answer with a cursor asks for the next call. With {reason, ids, outcome?} it is those events, except any with another outcome.
 */
export const replayEvents =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const wanted = bodyOf(request, EventReplayBody);
    const { outcome, error, ids } = wanted;
    const { events, cursor } = await (ids ? chosen(deps, ids, wanted) : inRange(deps, wanted));
    const again = events.filter((event) => event.outcome === outcome);
    const detail = { outcome, events: String(again.length), ...boundsOf(wanted) };
    const which = { ...(error !== undefined && { error }), ...(ids && { ids: again.map(idOf).join(' ') }) };
    if (again.length > 0) await noteReplay(deps, request, { ...detail, ...which });
    await mapConcurrent(maxAtOnce, again, (event) => replay(deps, event));
    return accepted({ replayed: again.length, cursor } satisfies ReplayedView);
  };

const idOf = ({ message }: EventRecord): string => message.id;

/** The events by their ids, each once. @throws AppError 400 for an id that is not on record, and for a range beside ids */
async function chosen({ events }: AdminDeps, ids: readonly string[], wanted: Wanted): Promise<EventPage> {
  const beside = (['from', 'to', 'error', 'cursor'] as const).filter((field) => wanted[field] !== undefined);
  if (beside.length > 0) throw invalid([{ field: 'ids', message: `stand alone; leave ${beside.join(', ')} out` }]);
  const found = await mapConcurrent(maxAtOnce, [...new Set(ids)], async (id) => ({
    id,
    record: await events.find(id),
  }));
  const missing = found.find(({ record }) => record === null);
  if (missing) throw invalid([{ field: 'ids', message: `must be events on record; ${missing.id} is not` }]);
  return { events: found.flatMap(({ record }) => record ?? []) };
}

async function inRange(deps: AdminDeps, wanted: Wanted): Promise<EventPage> {
  const { from, to } = boundsOf(wanted);
  const events: EventRecord[] = [];
  let cursor = wanted.cursor;
  for (let page = 0; page < maxPages && (page === 0 || cursor !== undefined); page++) {
    const query = { limit: pageSize, ...(cursor !== undefined && { cursor }) };
    const found = await (wanted.error === undefined
      ? deps.events.list({ ...query, ...(from && { from }), ...(to && { to }) })
      : ofGroup(deps, wanted.error, query));
    events.push(...found.events.filter(({ receivedAt }) => (!from || receivedAt >= from) && (!to || receivedAt < to)));
    cursor = found.cursor;
  }
  return { events, ...(cursor === undefined ? {} : { cursor }) };
}

/** The range as the records have times. */
const boundsOf = ({ from, to }: Wanted): { readonly from?: string; readonly to?: string } => ({
  ...(from !== undefined && { from: new Date(from).toISOString() }),
  ...(to !== undefined && { to: new Date(to).toISOString() }),
});
