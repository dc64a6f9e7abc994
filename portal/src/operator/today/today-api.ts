import { useQuery } from '@tanstack/react-query';
import type { RevenueView, TodayView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';

/** The path of what needs operators now. */
export const todayPath = '/v1/admin/today';
/** The path of revenue, of the API's own range: the last 90 days. */
export const revenuePath = '/v1/admin/revenue';

/** Everything that needs operators now, read again each minute while the page is open. */
export const useToday = () =>
  useQuery({ queryKey: ['admin', 'today'], queryFn: () => get<TodayView>(todayPath), refetchInterval: 60_000 });

/** Revenue by currency, with its bridge and risks. */
export const useRevenue = () =>
  useQuery({ queryKey: ['admin', 'revenue'], queryFn: () => get<RevenueView>(revenuePath) });
