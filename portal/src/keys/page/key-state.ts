import type { KeyDetailView } from '../../../../shared/http/views.ts';

/** Whether a key works, still works beside its successor, or ended and how. */
export type KeyState = 'works' | 'replaced' | 'expired' | 'revoked';

/** The state of a key at `now`. */
export function stateOf({ revokedAt, expiresAt, next }: KeyDetailView, now: Date): KeyState {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime()) return 'expired';
  return next === null ? 'works' : 'replaced';
}

/** Until when the secret before this one works; null: it does not. */
export function overlapOf({ previous }: KeyDetailView, now: Date): string | null {
  const until = previous?.worksUntil ?? null;
  return until !== null && Date.parse(until) > now.getTime() ? until : null;
}
