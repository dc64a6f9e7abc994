import { useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AuditView,
  CreatedKeyView,
  KeyDetailView,
  Listing,
  RequestListView,
} from '../../../../shared/http/views.ts';
import { get, patch, post } from '../../api/client.ts';

const pathOf = (id: string) => `/v1/keys/${encodeURIComponent(id)}`;

/** A key with its last 30 days. Changes of keys read it again. */
export const useKey = (id: string) =>
  useQuery({ queryKey: ['keys', 'one', id], queryFn: () => get<KeyDetailView>(pathOf(id)) });

const clockMs = 60_000;

/** The person who created or rotated to the key, as the trail has it near the time of its creation; undefined while nothing is known. */
export function useCreator({ id, createdAt }: Pick<KeyDetailView, 'id' | 'createdAt'>): string | undefined {
  const near = (ms: number) => new Date(Date.parse(createdAt) + ms).toISOString();
  const span = new URLSearchParams({ from: near(-clockMs), to: near(clockMs) });
  const { data } = useQuery({
    queryKey: ['events', 'creator', id],
    queryFn: () => get<Listing<AuditView>>(`/v1/events?${span}&limit=100`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const made = data?.data.find(
    ({ action, detail }) =>
      (action === 'key.created' && detail.key === id) || (action === 'key.rotated' && detail.next === id),
  );
  return made?.actor;
}

const shownRequests = 5;

/** The last requests of a key of one kind. */
export const useRequestsOfKey = (key: string, status: 'refused' | 'served') =>
  useQuery({
    queryKey: ['requests', 'of key', key, status],
    queryFn: () =>
      get<RequestListView>(`/v1/requests?${new URLSearchParams({ status, key, limit: String(shownRequests) })}`),
  });

/** The details of a key to change; a null expiry is none. */
export type KeyChange = Partial<Pick<KeyDetailView, 'label' | 'scopes' | 'cidrs' | 'expiresAt'>>;

/** Changes of a key. Each reads the keys again afterwards, also when it was refused. */
export function useKeyActions(id: string) {
  const client = useQueryClient();
  const andReadAgain = <T>(change: Promise<T>): Promise<T> =>
    change.finally(() => client.invalidateQueries({ queryKey: ['keys'] }));
  return {
    change: (change: KeyChange) => andReadAgain(patch(pathOf(id), change)),
    rotate: (overlapSeconds: number) => andReadAgain(post<CreatedKeyView>(`${pathOf(id)}/rotate`, { overlapSeconds })),
  };
}
