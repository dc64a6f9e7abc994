import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { isProblem } from '../../api/problem.ts';
import { Pick } from '../../ui/pick.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Curl } from '../curl.tsx';
import { useMay } from '../may.ts';
import { useToday } from '../today/today-api.ts';
import { ErrorGroups } from './error-groups.tsx';
import { EventList } from './event-list.tsx';
import { eventsPath, outcomes, wantedIn } from './events-api.ts';
import { ReplayParked } from './replay-parked.tsx';

/** `/console/events`: Stripe's events, first those tried in vain by their error. The address has the filter. */
export default function Events() {
  const { t } = useTranslation();
  const mayReplay = useMay('support');
  const [params, setParams] = useSearchParams();
  const wanted = wantedIn(params);
  const today = useToday();
  const wantOutcome = (outcome: string) => {
    const next = new URLSearchParams(params);
    if (outcome) next.set('outcome', outcome);
    else next.delete('outcome');
    setParams(next, { replace: true });
  };
  return (
    <Section
      id="events"
      title={t('operator.events.title')}
      lead={t('operator.events.lead')}
      actions={mayReplay && <ReplayParked />}
    >
      {today.isPending ? (
        <Skeleton lines={6} />
      ) : (
        <>
          {today.data && <ErrorGroups events={today.data.events} error={wanted.error} />}
          <ProblemNote error={isProblem(today.error, 'passkey_required') ? null : today.error} />
          <search className="filters">
            <Pick
              label={t('operator.events.outcome')}
              value={wanted.outcome}
              options={[
                { value: '', label: t('organizationList.all') },
                ...outcomes.map((value) => ({ value, label: t(`operator.outcome.${value}`) })),
              ]}
              onPick={wantOutcome}
            />
          </search>
          <EventList key={eventsPath(wanted)} wanted={wanted} />
          <Curl path={eventsPath(wanted)} />
        </>
      )}
    </Section>
  );
}
