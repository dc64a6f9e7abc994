import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../catalog/catalog-api.ts';
import { resourcesOf } from '../../catalog/resource-title.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Pick, PickDay } from '../../ui/pick.tsx';
import type { Wanted } from './readers-api.ts';

type FilterProps = {
  readonly wanted: Wanted;
  readonly today: string;
  readonly onWanted: (change: Partial<Wanted>) => void;
};

/** The dataset, the days, and the key if the address has one. */
export function ReadersFilter({ wanted: { dataset, key, from, until }, today, onWanted }: FilterProps) {
  const { t } = useTranslation();
  const known = resourcesOf(useCatalog().data).map(({ id, title }) => ({ value: id, label: title }));
  const own =
    dataset === '' || known.some(({ value }) => value === dataset) ? [] : [{ value: dataset, label: dataset }];
  const none = { value: '', label: t(key === '' ? 'readers.choose' : 'readers.all') };
  return (
    <search className="filters">
      <Pick
        label={t('readers.dataset')}
        value={dataset}
        options={[none, ...known, ...own]}
        onPick={(value) => onWanted({ dataset: value })}
      />
      <PickDay
        label={t('readers.from')}
        value={from}
        max={today}
        onPick={(day) => onWanted({ from: day, until: until < day ? day : until })}
      />
      <PickDay
        label={t('readers.until')}
        value={until}
        min={from}
        max={today}
        onPick={(day) => onWanted({ until: day })}
      />
      {key !== '' && (
        <div>
          {t('readers.key')} <Code>{key}</Code>{' '}
          <Button kind="quiet" onClick={() => onWanted({ key: '' })}>
            {t('readers.anyKey')}
          </Button>
        </div>
      )}
    </search>
  );
}
