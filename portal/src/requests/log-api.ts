import { type InfiniteData, infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RequestListView, RequestView } from '../../../shared/http/views.ts';
import { get, withQuery } from '../api/client.ts';
import { logPath, type Wanted } from './log-address.ts';

const pagesAt = (path: string) =>
  infiniteQueryOptions({
    queryKey: ['requests', path],
    queryFn: ({ pageParam }) => get<RequestListView>(pageParam ? withQuery(path, 'cursor', pageParam) : path),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RequestListView) => page.cursor,
  });

const rowsOf = ({ pages }: InfiniteData<RequestListView>) => pages.flatMap(({ data }) => data);
const reachOf = ({ pages }: InfiniteData<RequestListView>) => pages[0];

/** The rows of the log, page after page, and as far as the log reaches. */
export function useRequestLog(wanted: Wanted) {
  const pages = pagesAt(logPath(wanted, new Date()));
  return {
    query: useInfiniteQuery({ ...pages, select: rowsOf }),
    reach: useInfiniteQuery({ ...pages, select: reachOf }).data,
  };
}

/** One request of the log. */
export const useRequest = (id: string) =>
  useQuery({
    queryKey: ['requests', 'one', id],
    queryFn: () => get<RequestView>(`/v1/requests/${encodeURIComponent(id)}`),
  });
