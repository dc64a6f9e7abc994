import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Note } from '../../ui/note.tsx';
import { useCounted } from './at-least.ts';

/** Stripe's events that need replay, by their error. */
export function StuckEvents({ events }: { readonly events: TodayView['events'] }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const counted = useCounted();
  if (events.count === 0) return null;
  return (
    <Note tone="warn" title={t('today.stuck', { number: counted(events) })}>
      <ul className="rows rows-short">
        {events.groups.map(({ error, count, types, lastAt }) => (
          <li key={error}>
            <div>
              <Link to={`/console/events?${new URLSearchParams({ error })}`}>
                {error ? <bdi>{error}</bdi> : t('today.noError')}
              </Link>
              <p className="small">
                <bdi>{types.join(', ')}</bdi> · {t('today.last', { at: dateTime(lastAt) })}
              </p>
            </div>
            <strong>{number(count)}</strong>
          </li>
        ))}
      </ul>
      <Link to="/console/events">{t('today.toEvents')}</Link>
    </Note>
  );
}
