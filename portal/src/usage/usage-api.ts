import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { OwnUsageView } from '../../../shared/http/views.ts';
import { get, getText } from '../api/client.ts';
import { saveCsv } from '../ui/csv.ts';
import { refreshMs } from './period-usage.ts';
import { daysBeforePath, usagePath, type Wanted } from './usage-address.ts';

/** The usage that a page shows. The former one stays in place until the next is there. */
export const useUsageOf = (wanted: Wanted) => {
  const path = usagePath(wanted);
  return useQuery({
    queryKey: ['usage', path],
    queryFn: () => get<OwnUsageView>(path),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
};

/** The last day before another that has usage of the same key and dataset. Null: there is none. */
export const useLastDayBefore = (day: string, wanted: Wanted) => {
  const path = daysBeforePath(day, wanted);
  return useQuery({
    queryKey: ['usage', path],
    queryFn: async () => (await get<OwnUsageView>(path)).data.findLast(({ served }) => served > 0)?.bucket ?? null,
  });
};

/** Saves what a page shows as a file, as the API writes it. */
export const useSaveUsage = (wanted: Wanted) =>
  useMutation({
    mutationFn: () => getText(usagePath(wanted), 'text/csv'),
    onSuccess: (text) => saveCsv('usage', text),
  });
