import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { ReaderListView, ReaderView } from '../../../../shared/http/views.ts';
import { getPage } from '../../api/client.ts';

/** The question, as its address has it: a dataset or a key, and the first and the last UTC day. */
export type Wanted = {
  readonly dataset: string;
  readonly key: string;
  readonly from: string;
  readonly until: string;
};

const dayMs = 86_400_000;
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
/** The UTC day so many days after a time. */
export const dayAt = (time: number, days = 0): string => new Date(time + days * dayMs).toISOString().slice(0, 10);

/** As much of an address as is about readers. Without days it asks about yesterday. */
export function wantedIn(params: URLSearchParams, now: Date): Wanted {
  const text = (name: string) => params.get(name) ?? '';
  const day = (name: string) => (isDay(text(name)) ? text(name) : '');
  const from = day('day') || day('from') || day('until') || dayAt(now.getTime(), -1);
  const [first = from, last = from] = [from, day('day') || day('until') || from].toSorted();
  return { dataset: text('dataset'), key: text('key'), from: first, until: last };
}

/** The address of the page with this question. */
export function readersAddress({ dataset = '', key = '', from = '', until = '' }: Partial<Wanted>): string {
  const days = from === until ? { day: from } : { from, until };
  const said = Object.entries({ dataset, key, ...days }).filter(([, value]) => value !== '');
  return `/console/requests?${new URLSearchParams(said)}`;
}

/** The path in the API, of which `to` is the day after the last one. */
export function readersPath({ dataset, key, from, until }: Wanted): string {
  const days = from === until ? { day: from } : { from, to: dayAt(Date.parse(until), 1) };
  const said = Object.entries({ dataset, key, ...days }).filter(([, value]) => value !== '');
  return `/v1/admin/requests?${new URLSearchParams(said)}`;
}

/** Readers, page after page, and the first day that is known. Nothing is asked without a dataset or key. */
export function useReaders(wanted: Wanted) {
  const path = readersPath(wanted);
  const pages = infiniteQueryOptions({
    queryKey: ['admin', 'readers', path],
    queryFn: ({ pageParam }) => getPage<ReaderView>(path, pageParam) as Promise<ReaderListView>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ReaderListView) => page.cursor,
    enabled: wanted.dataset !== '' || wanted.key !== '',
  });
  const query = useInfiniteQuery({ ...pages, select: (read) => read.pages.flatMap(({ data }) => data) });
  const { data: since = null } = useInfiniteQuery({ ...pages, select: (read) => read.pages[0]?.since ?? null });
  return { query, since };
}
