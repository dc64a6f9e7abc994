import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { InvoiceView, Listing } from '../../../../shared/http/views.ts';
import { getPage } from '../../api/client.ts';
import type { PagedQuery } from '../../ui/paged.tsx';
import { joinLines, type Read } from './join-lines.ts';
import { hasInvoices, hasLines, type Shown, useTimeline } from './organization-api.ts';
import type { ShownLine } from './timeline-csv.ts';

/** The path of an organization's invoices, as Stripe has them. */
export const invoicesPath = (id: string): string => `/v1/admin/accounts/${encodeURIComponent(id)}/billing/invoices`;

const lineOf = ({ createdAt, ...invoice }: InvoiceView): ShownLine => ({ kind: 'invoice', at: createdAt, ...invoice });

const useInvoicesOf = (id: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['admin', 'invoices', id],
    queryFn: ({ pageParam }) => getPage<InvoiceView>(invoicesPath(id), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listing<InvoiceView>) => page.cursor,
    select: (pages: InfiniteData<Listing<InvoiceView>>) => pages.pages.flatMap(({ data }) => data.map(lineOf)),
    enabled,
  });

type Source = PagedQuery<ShownLine>;

const readOf = ({ data = [], hasNextPage }: Source): Read<ShownLine> => ({ lines: data, more: hasNextPage });

/**
 * An organization's timeline with its invoices, newest first, as one list. Both are awaited before anything is shown, so that no line moves. While
 * Stripe does not answer at first (`away`), the rest goes on without invoices. Where it does not give a later page, the list stops there and asks
 * for that page again, so that no line moves then either.
 */
export function useJoinedTimeline(id: string, shown: Shown): { readonly query: Source; readonly away: Source | null } {
  const timeline: Source = useTimeline(id, shown, hasLines(shown));
  const invoices: Source = useInvoicesOf(id, hasInvoices(shown));
  if (!hasInvoices(shown)) return { query: timeline, away: null };
  if (!hasLines(shown)) return { query: invoices, away: null };
  const sources = [timeline, invoices];
  const { lines, next } = joinLines(sources.map(readOf));
  const isPending = sources.some((each) => each.isPending);
  const query = {
    ...timeline,
    isPending,
    data: isPending || timeline.data === undefined ? undefined : [...lines],
    hasNextPage: next !== null,
    isFetchingNextPage: sources.some((each) => each.isFetchingNextPage),
    fetchNextPage: () => sources[next ?? 0]?.fetchNextPage(),
  };
  if (!invoices.isError) return { query, away: null };
  if (invoices.data === undefined) return { query, away: invoices };
  const { error, isFetching, fetchNextPage } = invoices;
  return {
    query: { ...query, error, isError: true, isFetching, hasNextPage: false, refetch: fetchNextPage },
    away: null,
  };
}
