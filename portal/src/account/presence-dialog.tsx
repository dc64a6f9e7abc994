import { Suspense, useSyncExternalStore } from 'react';
import { presenceQuestion } from '../api/presence.ts';
import { later } from '../later-pages.tsx';

const PresenceQuestion = later(() => import('./presence-question.tsx'), 'account');

/** Asks the person to show that they are there, when a request was refused for want of it. Layout has the only one. */
export function PresenceDialog() {
  const isOpen = useSyncExternalStore(presenceQuestion.subscribe, presenceQuestion.isOpen);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <PresenceQuestion />
    </Suspense>
  );
}
