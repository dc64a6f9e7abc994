import type { BadgeState, BadgeView } from '../../../shared/http/views.ts';
import type { Tone } from '../ui/tag.tsx';

/** `lapsed`: approved, but not shown because what it is paid by, or the organization behind it, does not stand. */
type ShownState = BadgeState | 'lapsed';

const tones: Record<ShownState, Tone> = {
  awaiting_payment: 'warn',
  checks_failed: 'warn',
  in_review: 'plain',
  needs_more: 'warn',
  approved: 'good',
  lapsed: 'warn',
  refused: 'bad',
  revoked: 'bad',
};

/** How a badge stands, in one word and its colour. */
export function shownState({ state, verified }: Pick<BadgeView, 'state' | 'verified'>): {
  readonly state: ShownState;
  readonly tone: Tone;
} {
  const shown = state === 'approved' && !verified ? 'lapsed' : state;
  return { state: shown, tone: tones[shown] };
}
