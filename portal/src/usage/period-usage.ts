import { useQuery } from '@tanstack/react-query';
import type { OwnUsageView } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';

/** How often usage is read again: the API's is not fresher. */
export const refreshMs = 15_000;

/** Usage of the current period by day. */
export const useUsage = () =>
  useQuery({
    queryKey: ['usage', 'day'],
    queryFn: () => get<OwnUsageView>('/v1/usage?by=day'),
    refetchInterval: refreshMs,
  });
