import { useTranslation } from 'react-i18next';
import type { TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { TodaySearch } from '../search/today-search.tsx';
import { Business } from './business.tsx';
import { Needs } from './needs.tsx';
import { Running } from './running.tsx';
import { SuspendedOfLate } from './suspended.tsx';
import { todayPath, useToday } from './today-api.ts';
import { Workers } from './workers.tsx';

/** `/console`: what needs operators now, then how the business and the service stand. */
export default function TodayPage() {
  return (
    <>
      <TodaySearch />
      <ConsoleLoaded query={useToday()}>{(today) => <Today today={today} />}</ConsoleLoaded>
    </>
  );
}

const isQuiet = ({ failing, events, webhooks, reviews, corrections }: TodayView): boolean =>
  [failing, events, webhooks, corrections, ...Object.values(reviews)].every(({ count }) => count === 0);

function Today({ today }: { readonly today: TodayView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <div className="stack">
      <Section
        id="today"
        title={t('today.needsYou')}
        lead={t(isQuiet(today) ? 'today.quiet' : 'today.checked', { at: dateTime(today.checkedAt) })}
      >
        <Needs today={today} />
        <Curl path={todayPath} />
      </Section>
      <SuspendedOfLate suspended={today.suspended} />
      <Business revenue={today.revenue} />
      <Workers jobs={today.jobs} queues={today.queues} />
      <Running running={today} />
    </div>
  );
}
