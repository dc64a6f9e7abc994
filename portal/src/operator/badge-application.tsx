import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import type { Decision } from './decide-on-badge.tsx';

type BadgeApplicationProps = { readonly badge: AdminBadgeView; readonly onDecide: (decision: Decision) => void };

/** A profile under review, as links: nothing of it is loaded from the holder's site. */
export function BadgeApplication({ badge, onDecide }: BadgeApplicationProps) {
  const { t } = useTranslation();
  const { displayName, handle, state, reason } = badge;
  return (
    <li className="card stack">
      <div className="plan-head">
        <h3>
          <bdi>{displayName}</bdi>{' '}
          <span className="handle" dir="ltr">
            @{handle}
          </span>
        </h3>
        <Tag tone={badge.verified ? 'good' : 'plain'}>{t(`badges.state.${state}`)}</Tag>
      </div>
      <Profile badge={badge} />
      {reason && (
        <p className="small">
          <strong>{t('badges.reason')}</strong> <bdi>{reason}</bdi>
        </p>
      )}
      {state === 'in_review' && (
        <div className="button-row">
          <Button
            kind="primary"
            label={t('operator.badges.approveOne', { name: displayName })}
            onClick={() => onDecide('approve')}
          >
            {t('operator.badges.approve')}
          </Button>
          <Button label={t('operator.badges.refuseOne', { name: displayName })} onClick={() => onDecide('refuse')}>
            {t('operator.badges.refuse')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Profile({ badge }: { readonly badge: AdminBadgeView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <dl className="facts">
      <dt>{t('badges.kindLegend')}</dt>
      <dd>{t(`badges.kind.${badge.kind}`)}</dd>
      <dt>{t('badges.url')}</dt>
      <dd>
        <OutsideLink href={badge.url} />
      </dd>
      {badge.picture && (
        <>
          <dt>{t('badges.picture')}</dt>
          <dd>
            <OutsideLink href={badge.picture} />
          </dd>
        </>
      )}
      <dt>{t('signUp.email')}</dt>
      <dd dir="ltr">{badge.email}</dd>
      <dt>{t('operator.badges.applied')}</dt>
      <dd>{dateTime(badge.appliedAt)}</dd>
    </dl>
  );
}

/** A stranger's address: a link only where it is plain https, and one that tells that site nothing. */
function OutsideLink({ href }: { readonly href: string }) {
  if (!href.startsWith('https://')) return <span dir="ltr">{href}</span>;
  return (
    <a href={href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
      {href}
    </a>
  );
}
