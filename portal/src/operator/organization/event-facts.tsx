import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';

type EventFactsProps = { readonly line: Extract<TimelineLineView, { readonly kind: 'event' }> };

/** The state of an event of Stripe's, and the way to all events, where it is replayed. */
export function EventFacts({ line: { outcome, attempts } }: EventFactsProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <>
      <span className="small">{t(`operator.outcome.${outcome}`)}</span>
      <span className="small">{t('operator.events.attempts', { count: attempts, formatted: number(attempts) })}</span>
      <span className="small">
        <Link to="/console/events">{t('eventGroups.allEvents')}</Link>
      </span>
    </>
  );
}
