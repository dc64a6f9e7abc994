import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView, AutoTopUpView, CatalogView, PlanView } from '../../../shared/http/views.ts';
import { get, post, put } from '../api/client.ts';
import { readStarted, rememberStarted } from './wanted-price.ts';

const started = 'credit:';

/** Prepaid credit as one plan sells it: a price for an amount, counted in records or requests. */
export type SoldCredit = NonNullable<PlanView['credit']> & { readonly unit: 'record' | 'request' };

/** The credit that anybody can buy; null where no public plan sells any. */
export function soldCredit({ plans }: CatalogView): SoldCredit | null {
  const plan = plans.find(({ credit, availability }) => credit && availability === 'public');
  return plan?.credit ? { ...plan.credit, unit: plan.unit ?? 'record' } : null;
}

/** Leaves for Stripe's checkout of `packs` times the plan's prepaid amount. `bought` is the credit held before, in units. */
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

/** The threshold and amount of auto top-up; nulls where it is off. */
export const useAutoTopUp = () => useQuery({ queryKey, queryFn: () => get<AutoTopUpView>(address) });

/** Saves the settings of auto top-up, and shows them as the API stored them. */
export function useSetAutoTopUp() {
  const client = useQueryClient();
  return async (wanted: AutoTopUpView) => client.setQueryData(queryKey, await put<AutoTopUpView>(address, wanted));
}
