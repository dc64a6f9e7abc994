import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OperationsView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';

const dayMs = 86_400_000;

/** How fresh each dataset is, and the cost of the AWS account. */
export function Running({ running: { datasets, cost } }: { readonly running: OperationsView }) {
  const { t } = useTranslation();
  return (
    <Section id="fresh" title={t('running.title')} lead={t('running.lead')}>
      <ul className="rows rows-short">
        {datasets === null && <li>{t('running.unread')}</li>}
        {datasets?.map((dataset) => (
          <Dataset key={dataset.id} dataset={dataset} />
        ))}
        <Cost cost={cost} />
      </ul>
    </Section>
  );
}

const tones = { served: 'good', withdrawn: 'bad', never: 'warn' } as const;

function Dataset({ dataset }: { readonly dataset: NonNullable<OperationsView['datasets']>[number] }) {
  const { t, i18n } = useTranslation();
  const { date, number } = useFormat();
  const { id, title, state, newestDay, served, waiting } = dataset;
  const facts = [
    served && t('running.records', { count: served.records, formatted: number(served.records) }),
    newestDay && t('running.newest', { day: date(newestDay) }),
    served && !newestDay ? t('running.imported', { day: date(served.importedAt) }) : null,
    waiting && t(served ? 'running.waiting' : 'running.waitingAlone'),
  ];
  return (
    <li>
      <div>
        <Link to={`/console/datasets/${encodeURIComponent(id)}`}>
          <bdi>{title[i18n.language === 'ar' ? 'ar' : 'en']}</bdi>
        </Link>
        <p className="small">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      </div>
      <Tag tone={tones[state]}>{t(`running.state.${state}`)}</Tag>
    </li>
  );
}

/** A cost that nobody noted is not measured, and never zero. */
function Cost({ cost }: Pick<OperationsView, 'cost'>) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  return (
    <li>
      <div>
        <Link to="/console/operations#cost">{t('running.cost')}</Link>
        <p className="small">
          {cost
            ? t(cost.estimated ? 'running.costEstimated' : 'running.costDays', {
                from: date(cost.from),
                last: date(new Date(Date.parse(cost.until) - dayMs).toISOString()),
              })
            : t('running.costHow')}
        </p>
      </div>
      <strong>{cost ? money(cost) : t('running.notMeasured')}</strong>
    </li>
  );
}
