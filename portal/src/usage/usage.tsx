import { useTranslation } from 'react-i18next';
import type { UsageView } from '../../../shared/http/views.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Breakdown } from './breakdown.tsx';
import { DayChart } from './day-chart.tsx';
import { daysOf, useUsage } from './usage-api.ts';
import { UsageMeter } from './usage-meter.tsx';

/** What was read in this period: against the allowance, by day, by key and by dataset. */
export function Usage() {
  const { t } = useTranslation();
  const usage = useUsage('day');
  return (
    <Section id="usage" title={t('usage.title')}>
      <Loaded query={usage} lines={5}>
        {(data) => (data.periodStart ? <Period usage={data} /> : <p className="empty">{t('usage.noPeriod')}</p>)}
      </Loaded>
    </Section>
  );
}

function Period({ usage }: { readonly usage: UsageView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { periodStart, periodEnd } = usage;
  return (
    <div className="stack">
      {periodStart && periodEnd && (
        <p className="small">{t('usage.period', { start: date(periodStart), end: date(periodEnd) })}</p>
      )}
      <UsageMeter usage={usage} />
      <DayChart days={daysOf(usage, new Date())} />
      <div className="field-pair">
        <ByKey />
        <ByDataset />
      </div>
    </div>
  );
}

function ByKey() {
  const { t } = useTranslation();
  const usage = useUsage('key');
  const { data: keys = [] } = useKeys();
  const nameOf = (id: string) => keys.find((key) => key.id === id)?.label ?? id;
  return (
    <Loaded query={usage}>{({ data }) => <Breakdown title={t('usage.byKey')} rows={data} nameOf={nameOf} />}</Loaded>
  );
}

function ByDataset() {
  const { t } = useTranslation();
  const usage = useUsage('dataset');
  const { data: catalog } = useCatalog();
  const nameOf = (id: string) => catalog?.datasets.find((dataset) => dataset.id === id)?.title ?? id;
  return (
    <Loaded query={usage}>
      {({ data }) => <Breakdown title={t('usage.byDataset')} rows={data} nameOf={nameOf} />}
    </Loaded>
  );
}
