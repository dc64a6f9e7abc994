import { useTranslation } from 'react-i18next';
import type { AppView, CatalogView, UsageView } from '../../../shared/http/views.ts';
import { useAppName, useApps } from '../apps/apps-api.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Breakdown } from './breakdown.tsx';
import { DayChart } from './day-chart.tsx';
import { daysOf, useUsage } from './usage-api.ts';
import { UsageMeter, Withheld } from './usage-meter.tsx';

/** The usage of this period: against the allowance, by day, by key, by dataset and by app. */
export function Usage() {
  const { t } = useTranslation();
  const usage = useUsage('day');
  return (
    <Section id="usage" title={t('usage.title')}>
      <Loaded query={usage} lines={5}>
        {(data) =>
          data.periodStart || data.credit ? <Period usage={data} /> : <p className="empty">{t('usage.noPeriod')}</p>
        }
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
      {periodStart && <UsageMeter usage={usage} />}
      {usage.credit && <CreditUsed credit={usage.credit} />}
      <DayChart days={daysOf(usage, new Date())} />
      <div className="field-pair">
        <ByKey />
        <ByDataset />
        <ByApp />
      </div>
    </div>
  );
}

function CreditUsed({ credit }: { readonly credit: NonNullable<UsageView['credit']> }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <div>
      <p>
        {t('usage.credit', {
          count: credit.remaining,
          formatted: number(credit.remaining),
          used: number(credit.used),
          bought: number(credit.bought),
        })}
      </p>
      <Withheld of={credit} />
    </div>
  );
}

function ByKey() {
  const { t } = useTranslation();
  const usage = useUsage('key');
  const { data: keys = [] } = useKeys();
  const nameOf = (id: string) =>
    id === 'repeats' ? t('usage.repeats') : (keys.find((key) => key.id === id)?.label ?? id);
  return (
    <Loaded query={usage}>{({ data }) => <Breakdown title={t('usage.byKey')} rows={data} nameOf={nameOf} />}</Loaded>
  );
}

/** Usage by app; nothing while there is only one. */
function ByApp() {
  const apps = useApps().data ?? [];
  return apps.length > 1 && <OfApps apps={apps} />;
}

function OfApps({ apps }: { readonly apps: readonly AppView[] }) {
  const { t } = useTranslation();
  const usage = useUsage('app');
  const named = useAppName();
  const nameOf = (id: string) => {
    const app = apps.find((each) => each.id === id);
    return id === 'repeats' ? t('usage.repeats') : app ? named(app) : id;
  };
  return (
    <Loaded query={usage}>{({ data }) => <Breakdown title={t('usage.byApp')} rows={data} nameOf={nameOf} />}</Loaded>
  );
}

/** The title of a counted resource: usage names a dataset by its id, an API by `gateway:` and its id. */
function titleOf(catalog: CatalogView | undefined, resource: string): string {
  const [, upstreamId] = /^gateway:(.*)$/.exec(resource) ?? [];
  const sold = upstreamId === undefined ? catalog?.datasets : catalog?.upstreams;
  return sold?.find(({ id }) => id === (upstreamId ?? resource))?.title ?? resource;
}

function ByDataset() {
  const { t } = useTranslation();
  const usage = useUsage('dataset');
  const { data: catalog } = useCatalog();
  const nameOf = (resource: string) => (resource === 'repeats' ? t('usage.repeats') : titleOf(catalog, resource));
  return (
    <Loaded query={usage}>
      {({ data }) => <Breakdown title={t('usage.byDataset')} rows={data} nameOf={nameOf} />}
    </Loaded>
  );
}
