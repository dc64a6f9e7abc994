import type { Language } from '../../shared/domain/accounts/account.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { words } from '../../shared/services/badges/marks/words.ts';
import type { CheckedStep } from '../../shared/services/badges/pages/check-page.ts';
import { texts } from '../../shared/services/badges/pages/texts.ts';

type Checked = { readonly handle: string | null; readonly badge: PublicBadgeView | null };

/** The steps of a badge's check, in the order in which they are shown; a step that needs a failed one is left out. */
export function badgeCheckSteps(language: Language, { handle, badge }: Checked): readonly CheckedStep[] {
  const { steps, details } = texts[language].check;
  const ours = { name: steps.ours, ok: handle !== null, detail: handle === null ? details.notOurs : details.isOurs };
  if (handle === null) return [ours];
  if (!badge) return [ours, { name: steps.badge, ok: false, detail: details.noBadge }];
  const detail = `${apart(`@${badge.handle}`)}: ${words[language][badge.status]}`;
  return [
    ours,
    { name: steps.badge, ok: true, detail: details.isBadge },
    { name: steps.status, ok: badge.verified, detail },
  ];
}

/** Text whose direction is its own, between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. */
const apart = (text: string): string => `\u2068${text}\u2069`;
