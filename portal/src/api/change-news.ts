import type { QueryClient } from '@tanstack/react-query';

const name = 'tollgate.changes';

/**
 * Tells the other tabs of this browser that something was changed here, and reads everything again here when another tab says so. A tab in
 * sight does so immediately, another one when it is looked at again. The catalogue changes only with a deployment.
 */
export function shareChanges(client: () => QueryClient): () => void {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', () => {
    const isSeen = document.visibilityState === 'visible';
    void client().invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== 'catalog',
      refetchType: isSeen ? 'active' : 'none',
    });
  });
  return () => channel.postMessage('changed');
}
