import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { Section } from '../ui/section.tsx';
import { BadgeApplication } from './badge-application.tsx';
import { DecideOnBadge, type Decision } from './decide-on-badge.tsx';
import { PagedListing } from './listing.tsx';
import { useAdminBadges } from './operator-api.ts';

type Deciding = { readonly badge: AdminBadgeView; readonly decision: Decision };

/** Applications that are paid for and wait for a decision; all others on request. */
export function BadgeQueue() {
  const { t } = useTranslation();
  const [showAll, setShowAll] = useState(false);
  const [deciding, setDeciding] = useState<Deciding>();
  const badges = useAdminBadges(showAll ? undefined : 'in_review');
  const filter = (
    <label className="toggle">
      <input type="checkbox" checked={showAll} onChange={(event) => setShowAll(event.target.checked)} />
      <span>{t('operator.badges.showAll')}</span>
    </label>
  );
  return (
    <Section id="badge-queue" title={t('operator.badges.title')} lead={t('operator.badges.lead')} actions={filter}>
      <PagedListing query={badges} empty={t(showAll ? 'operator.badges.noneAtAll' : 'operator.badges.none')}>
        {(items) => (
          <ul className="cards cards-wide">
            {items.map((badge) => (
              <BadgeApplication
                key={badge.handle}
                badge={badge}
                onDecide={(decision) => setDeciding({ badge, decision })}
              />
            ))}
          </ul>
        )}
      </PagedListing>
      {deciding && <DecideOnBadge {...deciding} onClose={() => setDeciding(undefined)} />}
    </Section>
  );
}
