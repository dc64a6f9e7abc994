import { useTranslation } from 'react-i18next';
import type { TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { TodaySearch } from '../search/today-search.tsx';
import { Business } from './business.tsx';
import { FailingOrganizations } from './failing-organizations.tsx';
import { StuckEvents } from './stuck-events.tsx';
import { todayPath, useToday } from './today-api.ts';
import { Waiting } from './waiting.tsx';
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

const isQuiet = ({ failing, events, reviews, corrections }: TodayView): boolean =>
  [failing, events, corrections, ...Object.values(reviews)].every(({ count }) => count === 0);

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
        <FailingOrganizations failing={today.failing} />
        <StuckEvents events={today.events} />
        <Waiting today={today} />
        <Curl path={todayPath} />
      </Section>
      <Business revenue={today.revenue} />
      <Workers jobs={today.jobs} />
    </div>
  );
}
