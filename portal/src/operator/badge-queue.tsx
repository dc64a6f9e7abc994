import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminBadgeView, BadgeState } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Section } from '../ui/section.tsx';
import { BadgeApplication } from './badge-application.tsx';
import { BadgeFilter } from './badge-filter.tsx';
import { matching } from './badge-search.ts';
import { DecideOnBadge } from './decide-on-badge.tsx';
import { PagedListing } from './listing.tsx';
import { type BadgeDecision, useAdminBadges } from './operator-api.ts';

type Deciding = { readonly badge: AdminBadgeView; readonly decision: BadgeDecision };

/** Applications by state; undecided ones are the default. A search narrows the list. */
export default function BadgeQueue() {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [state, setState] = useState<BadgeState | undefined>('in_review');
  const [words, setWords] = useState('');
  const [deciding, setDeciding] = useState<Deciding>();
  const badges = useAdminBadges(state);
  const none = state === 'in_review' ? 'none' : state ? 'noneOfState' : 'noneAtAll';
  const found = (items: readonly AdminBadgeView[]) => matching(items, words);
  return (
    <Section id="badge-queue" title={t('operator.badges.title')} lead={t('operator.badges.lead')}>
      <BadgeFilter state={state} onState={setState} words={words} onWords={setWords} />
      <PagedListing query={badges} empty={t(`operator.badges.${none}`)}>
        {(items) => (
          <>
            {words.trim() !== '' && (
              <p className="small" role="status">
                {t('operator.badges.found', {
                  count: found(items).length,
                  formatted: number(found(items).length),
                  of: number(items.length),
                })}
              </p>
            )}
            <ul className="cards cards-wide">
              {found(items).map((badge) => (
                <BadgeApplication
                  key={badge.handle}
                  badge={badge}
                  onDecide={(decision) => setDeciding({ badge, decision })}
                />
              ))}
            </ul>
          </>
        )}
      </PagedListing>
      {deciding && <DecideOnBadge {...deciding} onClose={() => setDeciding(undefined)} />}
    </Section>
  );
}
