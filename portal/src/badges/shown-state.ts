import type { BadgeState, BadgeView } from '../../../shared/http/views.ts';
import type { Tone } from '../ui/tag.tsx';

/** `lapsed`: approved, but hidden because its payment has failed or ended, or its organization is not verified. */
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

/** The state to show for a badge, with its colour. */
export function shownState({ state, verified }: Pick<BadgeView, 'state' | 'verified'>): {
  readonly state: ShownState;
  readonly tone: Tone;
} {
  const shown = state === 'approved' && !verified ? 'lapsed' : state;
  return { state: shown, tone: tones[shown] };
}
