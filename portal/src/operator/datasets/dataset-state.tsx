import { useTranslation } from 'react-i18next';
import type { DatasetRowView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Tag } from '../../ui/tag.tsx';

const tones = { served: 'good', withdrawn: 'bad', never: 'warn' } as const;

/** Whether readers get the dataset, and whether a newer import waits. */
export function DatasetState({ dataset: { state, waiting } }: { readonly dataset: DatasetRowView }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag tone={tones[state]}>{t(`consoleDatasets.state.${state}`)}</Tag>{' '}
      {state === 'served' && waiting && <Tag tone="warn">{t('consoleDatasets.waiting')}</Tag>}
    </>
  );
}

/** The day of the newest record, and how many days ago that was. */
export function Newest({ day }: { readonly day: string }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const count = Math.max(0, Math.floor((Date.now() - Date.parse(day)) / 86_400_000));
  return (
    <>
      {date(day)}
      <span className="small">{t('consoleDatasets.daysAgo', { count, formatted: number(count) })}</span>
    </>
  );
}
