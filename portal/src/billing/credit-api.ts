import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView, AutoTopUpView } from '../../../shared/http/views.ts';
import { get, post, put } from '../api/client.ts';
import { readStarted, rememberStarted } from './wanted-price.ts';

const started = 'credit:';

/** Opens Stripe's checkout for so many packs of prepaid units; the page is left behind. `bought` is what is held before. */
export async function goToTopUp(packs: number, bought: number): Promise<void> {
  const { url } = await post<{ url: string }>('/v1/credit/top-ups', { packs });
  rememberStarted(`${started}${bought}`);
  window.location.assign(url);
}

/** Whether the credit that this tab went to pay for is there; null: it went for something else. */
export function isCredited({ entitlement }: AccountView): boolean | null {
  const waited = readStarted();
  if (!waited?.startsWith(started)) return null;
  return (entitlement.credit ?? 0) > Number(waited.slice(started.length));
}

const address = '/v1/credit/auto-top-up';
const queryKey = ['auto-top-up'];

/** When more is bought by itself, and how much. */
export const useAutoTopUp = () => useQuery({ queryKey, queryFn: () => get<AutoTopUpView>(address) });

/** Sets it, and shows what holds then. */
export function useSetAutoTopUp() {
  const client = useQueryClient();
  return async (wanted: AutoTopUpView) => client.setQueryData(queryKey, await put<AutoTopUpView>(address, wanted));
}
