import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeliveryView, SecretWebhookView, WebhookView } from '../../../shared/http/views.ts';
import { getAll, getPage, patch, post, remove } from '../api/client.ts';

/** The webhooks of the account, or of the operators. */
export type WebhooksPath = '/v1/webhooks' | '/v1/admin/webhooks';

const pathOf = (path: WebhooksPath, id: string) => `${path}/${encodeURIComponent(id)}`;

/** The owner's webhooks, never their secrets. */
export const useWebhooks = (path: WebhooksPath) =>
  useQuery({ queryKey: ['webhooks', path], queryFn: () => getAll<WebhookView>(path) });

/** The latest deliveries to one, latest event first. */
export const useDeliveries = (path: WebhooksPath, id: string) =>
  useQuery({
    queryKey: ['webhooks', path, id, 'deliveries'],
    queryFn: async () => (await getPage<DeliveryView>(`${pathOf(path, id)}/deliveries?limit=20`)).data,
  });

/** The actions on webhooks; each refreshes the list. */
export function useWebhookActions(path: WebhooksPath) {
  const client = useQueryClient();
  const shown = async <T>(made: Promise<T>): Promise<T> => {
    const answer = await made;
    await client.invalidateQueries({ queryKey: ['webhooks', path] });
    return answer;
  };
  return {
    /** Adds a webhook; only this answer contains the secret. */
    add: (url: string, types: readonly string[]) => shown(post<SecretWebhookView>(path, { url, types })),
    /** Replaces the secret; the previous one still signs too for a day. */
    rotate: (id: string) => shown(post<SecretWebhookView>(`${pathOf(path, id)}/rotate`, { overlapSeconds: 86_400 })),
    enable: (id: string, enabled: boolean) => shown(patch<WebhookView>(pathOf(path, id), { enabled })),
    test: (id: string) => shown(post(`${pathOf(path, id)}/test`)),
    replay: (id: string, event: string) => shown(post(`${pathOf(path, id)}/replay`, { event })),
    remove: (id: string) => shown(remove(pathOf(path, id))),
  };
}
