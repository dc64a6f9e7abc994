import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView, AutoTopUpView } from '../../../shared/http/views.ts';
import { get, post, put } from '../api/client.ts';
import { readStarted, rememberStarted } from './wanted-price.ts';

const started = 'credit:';

/** Leaves for Stripe's checkout, for a number of packs of prepaid credit. `bought`: units bought so far. */
export async function goToTopUp(packs: number, bought: number): Promise<void> {
  const { url } = await post<{ url: string }>('/v1/credit/top-ups', { packs });
  rememberStarted(`${started}${bought}`);
  window.location.assign(url);
}

/** Whether the account shows the credit that this tab went to pay for; null: this tab went to pay for something else. */
export function isCredited({ entitlement }: AccountView): boolean | null {
  const waited = readStarted();
  if (!waited?.startsWith(started)) return null;
  return (entitlement.credit ?? 0) > Number(waited.slice(started.length));
}

const address = '/v1/credit/auto-top-up';
const queryKey = ['auto-top-up'];

/** The settings of the automatic top-up: threshold and amount. */
export const useAutoTopUp = () => useQuery({ queryKey, queryFn: () => get<AutoTopUpView>(address) });

/** Changes the settings of the automatic top-up, and shows the new ones. */
export function useSetAutoTopUp() {
  const client = useQueryClient();
  return async (wanted: AutoTopUpView) => client.setQueryData(queryKey, await put<AutoTopUpView>(address, wanted));
}
