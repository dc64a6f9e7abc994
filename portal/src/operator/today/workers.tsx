import { useTranslation } from 'react-i18next';
import type { TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';
import { QueuesRow } from './queues-row.tsx';

type Job = TodayView['jobs'][number];

const stateOf = ({ working }: Job) => (working === null ? 'unknown' : working ? 'working' : 'down');
const tones = { unknown: 'plain', working: 'good', down: 'bad' } as const;

type WorkersProps = {
  readonly jobs: TodayView['jobs'];
  /** All queues, in one row; none where they have a table. */
  readonly queues?: TodayView['queues'];
};

/** The workers as they were last seen; nothing is said of one that was never measured. */
export function Workers({ jobs, queues }: WorkersProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <Section id="running" title={t('today.running')}>
      <ul className="rows rows-short">
        {jobs.map((job) => (
          <li key={job.name}>
            <div>
              {t(`today.job.${job.name}`)}
              <p className="small">
                {job.seenAt ? t('today.seen', { at: dateTime(job.seenAt) }) : t('today.neverSeen')}
                {job.waitingSince && ` · ${t('today.waitingSince', { at: dateTime(job.waitingSince) })}`}
              </p>
            </div>
            <Tag tone={tones[stateOf(job)]}>{t(`today.state.${stateOf(job)}`)}</Tag>
          </li>
        ))}
        {queues && <QueuesRow queues={queues} />}
      </ul>
    </Section>
  );
}
