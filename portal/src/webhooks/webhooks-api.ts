import { useQuery, useQueryClient } from '@tanstack/react-query';
import { use } from 'react';
import type { DeliveryView, SecretWebhookView, WebhookView } from '../../../shared/http/views.ts';
import { getAll, getPage, patch, post, remove, withQuery } from '../api/client.ts';
import { OwnRole } from '../members/own-role.ts';
import { may } from '../members/roles.ts';
import { useMay } from '../operator/may.ts';

/** The operator's reason of a change; an account gives none for its own. */
type Reason = string;

/** The webhooks of the account, or of the operators. */
export type WebhooksPath = '/v1/webhooks' | '/v1/admin/webhooks';

/** Whether the signed-in person may change these webhooks: an organization's by their role in it; the operators' are of their owners. */
export function useMayChange(path: WebhooksPath): boolean {
  const isOwner = useMay('owner');
  const isTechnical = may(use(OwnRole), 'technical');
  return needsReason(path) ? isOwner : isTechnical;
}

/** Whether every change needs a reason. */
export const needsReason = (path: WebhooksPath): boolean => path === '/v1/admin/webhooks';

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
    add: (url: string, types: readonly string[], reason?: Reason) =>
      shown(post<SecretWebhookView>(path, { url, types, reason })),
    /** Replaces the secret; the previous one still signs too for a day. */
    rotate: (id: string, reason?: Reason) =>
      shown(post<SecretWebhookView>(`${pathOf(path, id)}/rotate`, { overlapSeconds: 86_400, reason })),
    enable: (id: string, enabled: boolean, reason?: Reason) =>
      shown(patch<WebhookView>(pathOf(path, id), { enabled, reason })),
    test: (id: string, reason?: Reason) => shown(post(`${pathOf(path, id)}/test`, { reason })),
    replay: (id: string, event: string, reason?: Reason) =>
      shown(post(`${pathOf(path, id)}/replay`, { event, reason })),
    remove: (id: string, reason?: Reason) =>
      shown(remove(reason === undefined ? pathOf(path, id) : withQuery(pathOf(path, id), 'reason', reason))),
  };
}
