import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Listing, PackView } from '../../../shared/http/views.ts';
import { get, post } from '../api/client.ts';

const refreshMs = 5_000;

/** Whether a pack is being made, or waits for it. */
export const isUnderWay = ({ status }: PackView): boolean => status === 'waiting' || status === 'making';

/** The packs of the organization itself, or of one that an operator looks at, below a path. */
export const ownPacks = '/v1/packs';

/** The path of an organization's packs for operators. */
export const packsOf = (organization: string): string => `/v1/admin/accounts/${encodeURIComponent(organization)}/packs`;

/** The packs of 30 days, newest first. While one is being made, they are read again every 5 seconds. */
export const usePacks = (path: string) =>
  useQuery({
    queryKey: ['packs', path],
    queryFn: async () => (await get<Listing<PackView>>(path)).data,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? refreshMs : false),
  });

/** The first and last UTC day of a pack, as `2026-11-24`. */
export type PackDays = { readonly from: string; readonly until: string };

/** Both days belong to the period. One that would end later ends now. */
function periodOf({ from, until }: PackDays): { from: string; to?: string } {
  const end = new Date(Date.parse(`${until}T00:00:00.000Z`) + 86_400_000).toISOString();
  return { from: `${from}T00:00:00.000Z`, ...(end <= new Date().toISOString() && { to: end }) };
}

/** Orders and fetches packs. The list is read again after an order, also when it was refused. */
export function usePackActions(path: string) {
  const client = useQueryClient();
  return {
    order: (days: PackDays, reason?: string) =>
      post<PackView>(path, { ...periodOf(days), ...(reason !== undefined && { reason }) }).finally(() =>
        client.invalidateQueries({ queryKey: ['packs', path] }),
      ),
    /** The address of the zip, good for five minutes. Undefined: it is not kept any more. */
    addressOf: async (id: string) => (await get<PackView>(`${path}/${encodeURIComponent(id)}`)).file?.url,
  };
}
