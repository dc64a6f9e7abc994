import { useQuery } from '@tanstack/react-query';
import type { SearchHit, StripeSearchView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';

/** Ids that Stripe alone knows, whole: its shortest have 14 characters behind the underscore. A customer and an event are stored here. */
const atStripe = /^(in|pi|ch|py|re|pyr|sub|cs|dp|du)_\w{10,250}$/;

/** The thing that an id of Stripe's names. `isPending`: Stripe is being asked; `error`: it could not be. */
export type StripeHit = {
  readonly hit: SearchHit | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
};

/** Asks Stripe for an id that nothing here answers; nothing for any other text. */
export function useStripeHit(text: string, isUnknownHere: boolean): StripeHit {
  const isAsked = atStripe.test(text) && isUnknownHere;
  const { data, error, isLoading } = useQuery({
    queryKey: ['admin', 'stripe', text],
    queryFn: () => get<StripeSearchView>(`/v1/admin/stripe/${encodeURIComponent(text)}`),
    enabled: isAsked,
  });
  if (!isAsked) return { hit: undefined, isPending: false, error: null };
  return { hit: data?.hit ?? undefined, isPending: isLoading, error };
}
