import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { noteNoSession } from '../account/session-hint.ts';
import { shareChanges } from './change-news.ts';
import { forgetOrganization } from './organization.ts';
import { isProblem, problemOf } from './problem.ts';

/** Whether another try may succeed: there was no answer, or the API failed. */
export const mayPass = (error: unknown) => {
  const status = problemOf(error)?.status ?? 400;
  return status === 0 || status >= 500;
};

/**
 * Repeats failed reads once, changes never. A lost session is known to all parts of the portal immediately. A person who left the organization
 * that the page shows gets everything read again, for another of theirs. A change is told to the other tabs of this browser, and may settle
 * something that needed the organization.
 */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isProblem(error, 'no_organization') && forgetOrganization())
      void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'catalog' });
    if (!isProblem(error, 'session_missing')) return;
    noteNoSession();
    client.setQueryData(['account'], null);
  };
  const tellOthers = shareChanges(() => client);
  const changed = () => {
    tellOthers();
    void client.invalidateQueries({ queryKey: ['attention'] });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError, onSuccess: changed }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < 1 && mayPass(error), retryDelay: 500, staleTime: 10_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
