import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type {
  AdminAccountView,
  AdminBadgeView,
  AdminLicenceView,
  AdminUseCaseView,
  AuditView,
  BadgeState,
  CorrectionView,
  Listing,
  MissingAcceptanceView,
  SuppressionView,
  TogetherListing,
  TogetherView,
} from '../../../shared/http/views.ts';
import { getPage, post } from '../api/client.ts';

/** A list of the console, page after page. */
export const useListing = <T>(queryKey: readonly string[], path: string) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => getPage<T>(path, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listing<T>) => page.cursor,
    select: (pages: InfiniteData<Listing<T>>) => pages.pages.flatMap(({ data }) => data),
  });

/** Suspends an account, or restores a suspended one; its owner sees the reason. */
export const setSuspended = ({ id, suspended }: Pick<AdminAccountView, 'id' | 'suspended'>, reason: string) =>
  post(`/v1/admin/accounts/${encodeURIComponent(id)}/${suspended ? 'restore' : 'suspend'}`, { reason });

/** The organizations seen together with an account, page after page, and whether there are others that are never shown. */
export function useTogether(account: string) {
  const path = `/v1/admin/accounts/${encodeURIComponent(account)}/together`;
  const pages = infiniteQueryOptions({
    queryKey: ['admin', 'together', account],
    queryFn: ({ pageParam }) => getPage<TogetherView>(path, pageParam) as Promise<TogetherListing>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: TogetherListing) => page.cursor,
  });
  const query = useInfiniteQuery({ ...pages, select: (read) => read.pages.flatMap(({ data }) => data) });
  const { data: more = false } = useInfiniteQuery({ ...pages, select: (read) => read.pages.some((page) => page.more) });
  return { query, more };
}

/** Badges in one state, or all. */
export const useAdminBadges = (state?: BadgeState) =>
  useListing<AdminBadgeView>(['admin', 'badges', state ?? 'all'], `/v1/admin/badges${state ? `?state=${state}` : ''}`);

/** Use cases in one state, or all. */
export const useAdminUseCases = (state?: AdminUseCaseView['state']) =>
  useListing<AdminUseCaseView>(
    ['admin', 'use-cases', state ?? 'all'],
    `/v1/admin/use-cases${state ? `?state=${state}` : ''}`,
  );

/** A decision on a use case. */
export type UseCaseDecision = AdminUseCaseView['decisions'][number]['decision'];

/** Decides on a use case; the organization reads the reason. */
export const decideOnUseCase = ({ id }: AdminUseCaseView, decision: UseCaseDecision, reason: string) =>
  post(`/v1/admin/use-cases/${encodeURIComponent(id)}/${decision}`, { reason });

/** The suppressed addresses. */
export const useSuppressions = () => useListing<SuppressionView>(['admin', 'suppressions'], '/v1/admin/suppressions');

/** The organizations that have accepted an earlier version alone. */
export const useMissingAcceptances = ({ id, version }: AdminLicenceView) =>
  useListing<MissingAcceptanceView>(
    ['admin', 'licences', id, version, 'missing'],
    `/v1/admin/licences/${encodeURIComponent(id)}/${encodeURIComponent(version)}/missing`,
  );

/** The operators' own trail, or an account's, newest first. */
export const useTrail = (account?: string) =>
  useListing<AuditView>(
    ['admin', 'audit', account ?? 'operators'],
    `/v1/admin/audit${account ? `?account=${encodeURIComponent(account)}` : ''}`,
  );

/** Ends the suppression of an address. */
export const releaseAddress = (address: string, reason: string) =>
  post('/v1/admin/suppressions/release', { address, reason });

/** The corrected differences from Stripe, page by page. */
export const useAdminDrift = () => useListing<CorrectionView>(['admin', 'drift'], '/v1/admin/drift?limit=20');

/** An operator's decision on a badge; `ask` sends a question to the holder. */
export type BadgeDecision = 'approve' | 'ask' | 'refuse' | 'revoke';

/** Details of a decision. The holder reads the reason, or the question of `ask`. */
export type DecisionWords = { readonly reason: string; readonly public?: boolean; readonly refund?: boolean };

/** Sends a decision on the version that the operator saw; a badge that has changed since is a conflict. */
export const decideOnBadge = ({ handle, version }: AdminBadgeView, decision: BadgeDecision, words: DecisionWords) =>
  post(`/v1/admin/badges/${encodeURIComponent(handle)}/${decision}`, { ...words, version });
