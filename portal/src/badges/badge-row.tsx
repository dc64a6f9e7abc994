import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { BadgeView } from '../../../shared/http/views.ts';
import { Tag } from '../ui/tag.tsx';
import { PayForBadge } from './pay-for-badge.tsx';
import { shownState } from './shown-state.ts';
import { useMeaning } from './standing.tsx';

/** One badge in the list: its status and the reason, a way to pay for it, and a link to its page. */
export function BadgeRow({ badge }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const { displayName, handle, reason, request } = badge;
  const { state, tone } = shownState(badge);
  const meaning = useMeaning(badge);
  return (
    <li className="badge-row">
      <div className="plan-head">
        <h3>
          <bdi>{displayName}</bdi>{' '}
          <span className="handle" dir="ltr">
            @{handle}
          </span>
        </h3>
        <Tag tone={tone}>{t(`badges.state.${state}`)}</Tag>
      </div>
      <p className="small">{meaning}</p>
      {(request ?? reason) && (
        <p className="small">
          <strong>{t(request ? 'badges.request' : 'badges.reason')}</strong> <bdi>{request ?? reason}</bdi>
        </p>
      )}
      <PayForBadge badge={badge} />
      <div className="button-row">
        <Link
          className="button button-plain"
          to={`/app/badges/${encodeURIComponent(handle)}`}
          aria-label={t('badges.openOne', { name: displayName })}
        >
          {t('badges.open')}
        </Link>
      </div>
    </li>
  );
}
