import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { SearchHit, SearchView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';
import { useCatalog } from '../../catalog/catalog-api.ts';
import { type ReadersHit, readersHit } from './readers-hit.ts';
import { addressOf, askedIn } from './search-words.ts';
import { useStripeHit } from './stripe-hit.ts';

const useSearch = (text: string) =>
  useQuery({
    queryKey: ['admin', 'search', text],
    queryFn: () => get<SearchView>(`/v1/admin/search?q=${encodeURIComponent(text)}`),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });

/** The hits of a typed text. */
export type Hits = ReturnType<typeof useHits>;

/**
 * The hits of a typed text, the one that the arrows chose, and the way to its page. Enter opens that, or the one thing that the text names.
 * An Enter that comes before the hits of its text waits for them.
 *
 * @param entered The text at which Enter was pressed before this code was there, or ''.
 */
export function useHits(typed: string, onDone: () => void, entered = '') {
  const navigate = useNavigate();
  const [awaited, setAwaited] = useState(entered);
  const [choice, setChoice] = useState({ typed, at: -1 });
  const chosen = choice.typed === typed ? choice.at : -1;
  const searched = useDeferredValue(typed);
  const asked = askedIn(searched);
  const { data, error, isPlaceholderData } = useSearch(asked.text);
  const isHere = data !== undefined && !isPlaceholderData;
  const atStripe = useStripeHit(asked.text, isHere && data.hits.length === 0);
  const hits = asked.text === '' ? [] : atStripe.hit ? [atStripe.hit] : (data?.hits ?? []);
  const readers = readersHit(typed, useCatalog().data, new Date());
  const open = (hit: SearchHit | ReadersHit) => {
    onDone();
    const state = asked.reason === '' ? undefined : { reason: asked.reason };
    void ('to' in hit ? navigate(hit.to) : navigate(addressOf(hit, asked), { state }));
  };
  const isCurrent = isHere && !atStripe.isPending && searched === typed;
  const named = hits[chosen] ?? data?.exact ?? (hits.length === 1 ? hits[0] : undefined);
  useEffect(() => {
    if (!isCurrent || awaited !== typed || awaited === '') return;
    setAwaited('');
    if (named) open(named);
  });
  const onKeyDown = (event: Pick<KeyboardEvent, 'key' | 'preventDefault'>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChoice({ typed, at: Math.max(-1, Math.min(hits.length - 1, chosen + step)) });
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const hit = readers && chosen < 0 ? readers : isCurrent ? named : undefined;
    if (hit) open(hit);
    else if (!isCurrent) setAwaited(typed);
  };
  const isEmpty =
    asked.text !== '' &&
    data !== undefined &&
    hits.length === 0 &&
    readers === null &&
    !atStripe.isPending &&
    !atStripe.error;
  const more = { hasMore: data?.more === true, notAsked: atStripe.error };
  return { hits, readers, chosen, asked, error, isEmpty, ...more, open, onKeyDown };
}
