import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

const actions = [
  ...(['profile_changed', 'answered', 'appealed', 'asked', 'approved'] as const),
  ...(['refused', 'appeal_refused', 'appeal_upheld', 'revoked', 'lapsed'] as const),
  ...(['refunded', 'ended'] as const),
];

/** The history of a badge, newest first: each action with its actor and reason. */
export function BadgeHistory({ badge: { history } }: { readonly badge: AdminBadgeView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const nameOf = (action: string) => {
    const known = actions.find((each) => each === action);
    return known ? t(`operator.action.${known}`) : action;
  };
  if (history.length === 0) return null;
  return (
    <details>
      <summary>{t('operator.badges.history', { count: history.length, formatted: number(history.length) })}</summary>
      <ol className="history">
        {history.map(({ at, action, actor, reason }) => (
          <li key={at + action}>
            <strong>{nameOf(action)}</strong>
            <span className="small">
              {dateTime(at)} · <bdi>{actor}</bdi>
            </span>
            {reason && (
              <p className="their-words" dir="auto">
                {reason}
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
