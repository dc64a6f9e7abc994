import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ConsoleOrganizationView, Listing, TimelineLineView } from '../../../../shared/http/views.ts';
import { get, getPage } from '../../api/client.ts';
import type { TimelineKind } from '../search/search-words.ts';

/** The path of an organization in the console's API. */
export const organizationPath = (id: string): string => `/v1/admin/organizations/${encodeURIComponent(id)}`;

/** The path of its timeline; no kinds: all. */
export const timelinePath = (id: string, kinds: readonly TimelineKind[]): string =>
  `${organizationPath(id)}/timeline${kinds.length > 0 ? `?kinds=${kinds.join(',')}` : ''}`;

/** The head of an organization's page. */
export const useOrganization = (id: string) =>
  useQuery({
    queryKey: ['admin', 'organization', id],
    queryFn: () => get<ConsoleOrganizationView>(organizationPath(id)),
  });

/** An organization's timeline, page after page. */
export const useTimeline = (id: string, kinds: readonly TimelineKind[]) =>
  useInfiniteQuery({
    queryKey: ['admin', 'timeline', id, kinds.join(',')],
    queryFn: ({ pageParam }) => getPage<TimelineLineView>(timelinePath(id, kinds), pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listing<TimelineLineView>) => page.cursor,
    select: (pages: InfiniteData<Listing<TimelineLineView>>) => pages.pages.flatMap(({ data }) => data),
  });
