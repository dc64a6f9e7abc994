import { type InfiniteData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AuditView, Listing } from '../../../shared/http/views.ts';
import { getPage, getText } from '../api/client.ts';
import { announce } from '../ui/announcer.tsx';
import { saveCsv } from '../ui/csv.ts';
import { activityPath, type Wanted } from './activity-address.ts';

const linesOf = ({ pages }: InfiniteData<Listing<AuditView>>) => pages.flatMap(({ data }) => data);

/** The organization's own trail, newest first, page after page. */
export function useActivity(wanted: Wanted) {
  const path = activityPath(wanted);
  return useInfiniteQuery({
    queryKey: ['events', path],
    queryFn: ({ pageParam }) => getPage<AuditView>(path, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Listing<AuditView>) => page.cursor,
    select: linesOf,
  });
}

/** As many lines as the API puts into a file. */
const fileLines = 1_000;

/** Saves the trail as a file, as the API writes it, and says so if it has no older lines for want of room. */
export function useSaveActivity(wanted: Wanted) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: () => getText(activityPath(wanted), 'text/csv'),
    onSuccess: (text) => {
      saveCsv('activity', text);
      if (text.trimEnd().split('\r\n').length > fileLines) announce(t('activity.cut'));
    },
  });
}
