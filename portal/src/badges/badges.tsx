import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { ApplyForBadge } from './apply-for-badge.tsx';
import { BadgeRow } from './badge-row.tsx';
import { useBadges } from './badges-api.ts';

/** The account's badges with their status; apply and pay for one. */
export function Badges() {
  const { t } = useTranslation();
  const badges = useBadges();
  const [applying, setApplying] = useState(false);
  return (
    <Section id="badges" title={t('badges.title')} lead={t('badges.lead')}>
      <Loaded query={badges} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('badges.none')}</p>
          ) : (
            <ul className="rows rows-tall">
              {items.map((badge) => (
                <BadgeRow key={badge.handle} badge={badge} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Allowed to="admins" explained>
        <div className="button-row">
          <Button onClick={() => setApplying(true)}>{t('badges.apply')}</Button>
        </div>
      </Allowed>
      {applying && <ApplyForBadge onClose={() => setApplying(false)} />}
    </Section>
  );
}
