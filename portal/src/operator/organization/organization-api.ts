import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ConsoleOrganizationView, Listing, TimelineLineView } from '../../../../shared/http/views.ts';
import { get, getPage } from '../../api/client.ts';
import { type ShownKind, shownKinds } from '../search/search-words.ts';

/** The path of an organization in the console's API. */
export const organizationPath = (id: string): string => `/v1/admin/organizations/${encodeURIComponent(id)}`;

/** The part of a timeline that is shown. No kinds: all. `until`: lines of before this time, or ''. */
export type Shown = { readonly kinds: readonly ShownKind[]; readonly until: string };

/** As much of an address as is about a timeline. A time is of use where no line is of the trail, which no time finds. */
export function shownIn(params: URLSearchParams): Shown {
  const kinds = shownKinds.filter((kind) => (params.get('kinds') ?? '').split(',').includes(kind));
  const until = params.get('until') ?? '';
  const isFound = kinds.length > 0 && kinds.every((kind) => kind === 'email' || kind === 'refusal');
  return { kinds, until: isFound && !Number.isNaN(Date.parse(until)) ? until : '' };
}

/** Whether invoices are shown, which Stripe has. */
export const hasInvoices = ({ kinds }: Shown): boolean => kinds.length === 0 || kinds.includes('invoice');
/** Whether anything else is shown. */
export const hasLines = ({ kinds }: Shown): boolean => kinds.length === 0 || kinds.some((kind) => kind !== 'invoice');

/** The path of its timeline. */
export function timelinePath(id: string, { kinds: all, until }: Shown): string {
  const kinds = all.filter((kind) => kind !== 'invoice');
  const said = [...(kinds.length > 0 ? [`kinds=${kinds.join(',')}`] : []), ...(until ? [`until=${until}`] : [])];
  return `${organizationPath(id)}/timeline${said.length > 0 ? `?${said.join('&')}` : ''}`;
}

/** The head of an organization's page. */
export const useOrganization = (id: string) =>
  useQuery({
    queryKey: ['admin', 'organization', id],
    queryFn: () => get<ConsoleOrganizationView>(organizationPath(id)),
  });

/** An organization's timeline without its invoices, page after page. */
export const useTimeline = (id: string, shown: Shown, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['admin', 'timeline', timelinePath(id, shown)],
    queryFn: ({ pageParam }) => getPage<TimelineLineView>(timelinePath(id, shown), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listing<TimelineLineView>) => page.cursor,
    select: (pages: InfiniteData<Listing<TimelineLineView>>) => pages.pages.flatMap(({ data }) => data),
    enabled,
  });
