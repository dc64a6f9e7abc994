import type { AdminEventView, ReplayedView } from '../../../../shared/http/views.ts';
import { post } from '../../api/client.ts';
import { useListing } from '../operator-api.ts';

/** The outcome of a Stripe event. */
export type EventOutcome = AdminEventView['outcome'];
/** The outcomes that the list may be narrowed to. */
export const outcomes = ['parked', 'failed', 'received', 'handled', 'ignored'] as const satisfies EventOutcome[];

/** The filter of the list, as its address has it. `error`: that of a group; empty where none was noted, null for all events. */
export type Wanted = { readonly outcome: EventOutcome | ''; readonly error: string | null };

/** As much of an address as is about the list. */
export const wantedIn = (params: URLSearchParams): Wanted => ({
  outcome: outcomes.find((each) => each === params.get('outcome')) ?? '',
  error: params.get('error'),
});

/** The query of a list, in the page's address and the API's. */
function queryOf({ outcome, error }: Wanted): string {
  const params = new URLSearchParams({ ...(outcome && { outcome }), ...(error !== null && { error }) }).toString();
  return params && `?${params}`;
}

/** The path of a list in the API. */
export const eventsPath = (wanted: Wanted): string => `/v1/admin/events${queryOf(wanted)}`;
/** The address of a list in the console. */
export const eventsAddress = (wanted: Wanted): string => `/console/events${queryOf(wanted)}`;

/** Stripe's events, page by page. */
export const useAdminEvents = (wanted: Wanted) =>
  useListing<AdminEventView>(['admin', 'events', queryOf(wanted)], eventsPath(wanted));

/** Puts an event back on the queue. */
export const replayEvent = (id: string, reason: string) =>
  post(`/v1/admin/events/${encodeURIComponent(id)}/replay`, { reason });

type Range = { readonly from?: string; readonly to?: string; readonly error?: string; readonly reason: string };

/** Puts all parked events received in a range (`to` exclusive), or with an error, back on the queue, in parts; returns how many. */
export async function replayParked(range: Range): Promise<number> {
  let total = 0;
  let cursor: string | undefined;
  do {
    const answer: ReplayedView = await post<ReplayedView>('/v1/admin/events/replay', { ...range, cursor });
    total += answer.replayed;
    cursor = answer.cursor;
  } while (cursor);
  return total;
}

const maxIds = 100;

/** Puts those of these events that are parked back on the queue, a hundred a request; returns how many. */
export async function replayChosen(ids: readonly string[], reason: string): Promise<number> {
  let total = 0;
  for (let start = 0; start < ids.length; start += maxIds) {
    const part = ids.slice(start, start + maxIds);
    total += (await post<ReplayedView>('/v1/admin/events/replay', { ids: part, reason })).replayed;
  }
  return total;
}
