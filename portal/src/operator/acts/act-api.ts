import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdminGivenView, RefundView } from '../../../../shared/http/views.ts';
import { get, post, put } from '../../api/client.ts';

/** A change as it is sent, and as its curl command shows it. */
export type Change = {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** The path of an act on an organization. */
export const actPath = (id: string, act: string): string => `/v1/admin/accounts/${encodeURIComponent(id)}/${act}`;

/** Sends a change. @throws ProblemError for every refusal */
export const sendChange = ({ method, path, body }: Change): Promise<unknown> =>
  method === 'PUT' ? put(path, body) : post(path, body);

/** Reads everything again that an act may have changed. */
export function useReadAgain(id: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [['organization', id], ['timeline', id], ['given', id], ['accounts'], ['today']].map((of) =>
        client.invalidateQueries({ queryKey: ['admin', ...of] }),
      ),
    );
}

/** Things that operators gave to an organization; ended ones too. */
export const useGiven = (id: string) =>
  useQuery({
    queryKey: ['admin', 'given', id],
    queryFn: () => get<AdminGivenView>(actPath(id, 'billing/given')),
  });

/** The refund to be previewed; empty texts: the last invoice, and all that is left of it. */
export type AskedRefund = { readonly invoice: string; readonly amountMinor: string };

/** The path of a refund's preview. */
function previewPath(id: string, { invoice, amountMinor }: AskedRefund): string {
  const asked = Object.entries({ invoice, amountMinor }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(asked).toString();
  return `${actPath(id, 'billing/refunds')}${query && `?${query}`}`;
}

/** A preview of a refund, read anew each time: it is about money. */
export const useRefundPreview = (id: string, asked: AskedRefund) =>
  useQuery({
    queryKey: ['admin', 'refund', id, asked.invoice, asked.amountMinor],
    queryFn: () => get<RefundView>(previewPath(id, asked)),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
