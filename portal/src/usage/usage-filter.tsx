import { useTranslation } from 'react-i18next';
import { useApps } from '../apps/apps-api.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { resourcesOf } from '../catalog/resource-title.ts';
import { useFormat } from '../i18n/format.ts';
import { keyOptions, withChosen } from '../keys/key-options.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Pick, PickDay } from '../ui/pick.tsx';
import { Segments } from '../ui/segments.tsx';
import { daysLater, groupings, lastDays, rangeOfLast, type Wanted } from './usage-address.ts';

type UsageFilterProps = { readonly wanted: Wanted; readonly onWanted: (change: Partial<Wanted>) => void };

/** Which usage the page shows: of which days, key and dataset. */
export const UsageFilter = (props: UsageFilterProps) => (
  <search className="usage-filters">
    <Range {...props} />
    <Things {...props} />
  </search>
);

function Range({ wanted: { from, to }, onWanted }: UsageFilterProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const now = new Date();
  const isOf = (days: number) => {
    const range = rangeOfLast(days, now);
    return range.from === from && range.to === to;
  };
  const known = from === '' && to === '' ? 'period' : String(lastDays.find(isOf) ?? 'own');
  const pick = (value: string) => onWanted(value === 'period' ? { from: '', to: '' } : rangeOfLast(Number(value), now));
  const options = [
    { value: 'period', label: t('usagePage.thisPeriod') },
    ...lastDays.map((days) => ({
      value: String(days),
      label: t('usagePage.lastDays', { count: days, formatted: number(days) }),
    })),
    ...(known === 'own' ? [{ value: 'own', label: t('usagePage.ownRange') }] : []),
  ];
  return (
    <>
      <Pick label={t('usagePage.range')} value={known} options={options} onPick={pick} />
      <PickDay
        label={t('usagePage.from')}
        value={from}
        max={to === '' ? undefined : daysLater(to, -1)}
        onPick={(day) => onWanted({ from: day })}
      />
      <PickDay
        label={t('usagePage.until')}
        value={to === '' ? '' : daysLater(to, -1)}
        min={from || undefined}
        onPick={(day) => onWanted({ to: day === '' ? '' : daysLater(day, 1) })}
      />
    </>
  );
}

function Things({ wanted: { key, dataset }, onWanted }: UsageFilterProps) {
  const { t } = useTranslation();
  const keys = useKeys().data ?? [];
  const { data: catalog } = useCatalog();
  const all = { value: '', label: t('usagePage.all') };
  const ofDatasets = resourcesOf(catalog).map(({ id, title }) => ({ value: id, label: title }));
  return (
    <>
      <Pick
        label={t('usagePage.of.key')}
        value={key}
        options={[all, ...withChosen(keyOptions(keys), key)]}
        onPick={(value) => onWanted({ key: value })}
      />
      <Pick
        label={t('usagePage.of.dataset')}
        value={dataset}
        options={[all, ...withChosen(ofDatasets, dataset)]}
        onPick={(value) => onWanted({ dataset: value })}
      />
    </>
  );
}

/** By what usage is broken down. With one app, all usage is its own. */
export function GroupingChoice({ wanted: { by }, onWanted }: UsageFilterProps) {
  const { t } = useTranslation();
  const hasApps = (useApps().data ?? []).length > 1;
  const shown = groupings.filter((each) => each !== 'app' || hasApps || by === 'app');
  return (
    <Segments
      legend={t('usagePage.breakDown')}
      options={shown.map((value) => ({ value, label: t(`usagePage.choice.${value}`) }))}
      value={by}
      onChange={(value) => onWanted({ by: value })}
    />
  );
}
