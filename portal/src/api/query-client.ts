import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { noteNoSession } from '../account/session-hint.ts';
import { isProblem, problemOf } from './problem.ts';

/** Whether a request may go through at another try: nothing answered, or the API could not. */
export const mayPass = (error: unknown) => {
  const status = problemOf(error)?.status ?? 400;
  return status === 0 || status >= 500;
};

/** Reads are tried once more after an outage, changes never; a lost session is known everywhere at once. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (!isProblem(error, 'session_missing')) return;
    noteNoSession();
    client.setQueryData(['account'], null);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < 1 && mayPass(error), retryDelay: 500, staleTime: 10_000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
