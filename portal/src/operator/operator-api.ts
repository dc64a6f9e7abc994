import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type {
  AdminAccountView,
  AdminBadgeView,
  AdminEventView,
  AuditView,
  BadgeState,
  CorrectionView,
  Listing,
  ReplayedView,
  SuppressionView,
} from '../../../shared/http/views.ts';
import { getPage, post } from '../api/client.ts';

const useListing = <T>(queryKey: readonly string[], path: string) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => getPage<T>(path, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listing<T>) => page.cursor,
    select: (pages: InfiniteData<Listing<T>>) => pages.pages.flatMap(({ data }) => data),
  });

/** Buyers, page after page. */
export const useAdminAccounts = () => useListing<AdminAccountView>(['admin', 'accounts'], '/v1/admin/accounts');

/** Suspends an account that is not, restores one that is; the reason is shown to its owner. */
export const setSuspended = ({ id, suspended }: AdminAccountView, reason: string) =>
  post(`/v1/admin/accounts/${encodeURIComponent(id)}/${suspended ? 'restore' : 'suspend'}`, { reason });

export type EventOutcome = AdminEventView['outcome'];

/** What Stripe sent, all or of one outcome. */
export const useAdminEvents = (outcome?: EventOutcome) =>
  useListing<AdminEventView>(
    ['admin', 'events', outcome ?? 'all'],
    `/v1/admin/events${outcome ? `?outcome=${outcome}` : ''}`,
  );

/** Badges in one state, or all. */
export const useAdminBadges = (state?: BadgeState) =>
  useListing<AdminBadgeView>(['admin', 'badges', state ?? 'all'], `/v1/admin/badges${state ? `?state=${state}` : ''}`);

/** Addresses that are not mailed. */
export const useSuppressions = () => useListing<SuppressionView>(['admin', 'suppressions'], '/v1/admin/suppressions');

/** The operators' own trail, or an account's, newest first. */
export const useTrail = (account?: string) =>
  useListing<AuditView>(
    ['admin', 'audit', account ?? 'operators'],
    `/v1/admin/audit${account ? `?account=${encodeURIComponent(account)}` : ''}`,
  );

/** Lets an address be mailed again. */
export const releaseAddress = (address: string) => post('/v1/admin/suppressions/release', { address });

/** Puts an event back on the queue. */
export const replayEvent = (id: string) => post(`/v1/admin/events/${encodeURIComponent(id)}/replay`);

type Range = { readonly from?: string; readonly to?: string };

/** Puts all parked events received in a range (`to` exclusive) back on the queue, part after part; answers how many. */
export async function replayParked({ from, to }: Range): Promise<number> {
  let total = 0;
  let cursor: string | undefined;
  do {
    const answer: ReplayedView = await post<ReplayedView>('/v1/admin/events/replay', { from, to, cursor });
    total += answer.replayed;
    cursor = answer.cursor;
  } while (cursor);
  return total;
}

/** What differed from Stripe, page after page. */
export const useAdminDrift = () => useListing<CorrectionView>(['admin', 'drift'], '/v1/admin/drift?limit=20');

export type BadgeDecision = 'approve' | 'ask' | 'refuse' | 'revoke';

/** What a decision says besides; the holder reads the reason, which is what is asked for where more is. */
export type DecisionWords = { readonly reason?: string; readonly public?: boolean; readonly refund?: boolean };

/** Decides on a badge as it was looked at: one that has changed since is a conflict. */
export const decideOnBadge = ({ handle, version }: AdminBadgeView, decision: BadgeDecision, words: DecisionWords) =>
  post(`/v1/admin/badges/${encodeURIComponent(handle)}/${decision}`, { ...words, version });
