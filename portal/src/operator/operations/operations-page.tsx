import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OperationsView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { Section } from '../../ui/section.tsx';
import { CommandLine } from '../command.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { Running } from '../today/running.tsx';
import { Workers } from '../today/workers.tsx';
import { Queues } from './queues.tsx';

const path = '/v1/admin/operations';

/** `/console/operations`: workers as they were last seen, queues, datasets with their age, the noted cost, and where alarms and uptime are. */
export default function OperationsPage() {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['admin', 'operations'],
    queryFn: () => get<OperationsView>(path),
    refetchInterval: 60_000,
  });
  return (
    <div className="stack">
      <ConsoleLoaded query={query}>
        {(running) => (
          <>
            <Workers jobs={running.jobs} />
            <Queues queues={running.queues} />
            <Running running={running} />
            <Curl path={path} />
          </>
        )}
      </ConsoleLoaded>
      <HowToCost />
      <Section id="alarms" title={t('consoleOperations.alarms')} lead={t('consoleOperations.alarmsLead')}>
        <CommandLine
          label={t('consoleOperations.alarmsCommand')}
          text={'aws cloudwatch describe-alarms --state-value ALARM --alarm-name-prefix TollgateService-STAGE'}
        />
        <p>
          <a href="/status">{t('consoleOperations.status')}</a> ·{' '}
          <Link to="/console/events">{t('shell.place.events')}</Link> ·{' '}
          <Link to="/console/drift">{t('shell.place.corrections')}</Link>
        </p>
      </Section>
    </div>
  );
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Cost Explorer’s last day is exclusive and it lags a day, so the first of a month asks for the month before. */
function HowToCost() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const today = dayOf(Date.now());
  const from = `${dayOf(Date.parse(today) - 86_400_000).slice(0, 7)}-01`;
  const range = `Start=${from},End=${today}`;
  return (
    <Section
      id="cost"
      title={t('consoleOperations.cost')}
      lead={t('consoleOperations.costLead', { from: date(from), until: date(today) })}
    >
      <CommandLine
        label={t('consoleOperations.costCommand')}
        text={[
          `aws ce get-cost-and-usage --time-period ${range} --granularity MONTHLY --metrics UnblendedCost`,
          'npm run --silent costs -- --stage STAGE --table NAME',
        ].join(' \\\n  | ')}
      />
    </Section>
  );
}
