import { useTranslation } from 'react-i18next';
import { useAppName, useApps } from '../apps/apps-api.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { resourcesOf } from '../catalog/resource-title.ts';
import { keyOptions, withChosen } from '../keys/key-options.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Filters } from '../ui/filters.tsx';
import { Pick, PickDay } from '../ui/pick.tsx';
import { Segments } from '../ui/segments.tsx';
import { keptFrom, kinds, narrowing, type Wanted } from './log-address.ts';
import { reasons } from './reasons.ts';

type LogFilterProps = {
  readonly wanted: Wanted;
  readonly onWanted: (change: Partial<Wanted>) => void;
};

type Option = { readonly value: string; readonly label: string };

/** Which requests the log shows: of which kind, key, app, dataset, reason and days. */
export function LogFilter(props: LogFilterProps) {
  const { t } = useTranslation();
  const { wanted, onWanted } = props;
  return (
    <search className="stack">
      <Segments
        legend={t('requestLog.kind')}
        options={kinds.map((value) => ({ value, label: t(`requestLog.are.${value}`) }))}
        value={wanted.status}
        onChange={(status) => onWanted({ status, reason: '' })}
      />
      <Filters inUse={narrowing.filter((name) => wanted[name] !== '').length}>
        <Things {...props} />
        <Days {...props} />
      </Filters>
    </search>
  );
}

function Things({ wanted, onWanted }: LogFilterProps) {
  const { t } = useTranslation();
  const keys = useKeys().data ?? [];
  const apps = useApps().data ?? [];
  const nameOf = useAppName();
  const { data: catalog } = useCatalog();
  const pick = (name: 'key' | 'app' | 'dataset' | 'reason', options: readonly Option[]) => (
    <Pick
      label={t(`requestLog.by.${name}`)}
      value={wanted[name]}
      options={[{ value: '', label: t('requestLog.all') }, ...withChosen(options, wanted[name])]}
      onPick={(value) => onWanted({ [name]: value })}
    />
  );
  return (
    <>
      {pick('key', keyOptions(keys))}
      {pick(
        'app',
        apps.map((app) => ({ value: app.id, label: nameOf(app) })),
      )}
      {pick(
        'dataset',
        resourcesOf(catalog).map(({ id, title }) => ({ value: id, label: title })),
      )}
      {wanted.status === 'refused' &&
        pick(
          'reason',
          reasons.map((value) => ({ value, label: t(`problems.${value}.title`) })),
        )}
    </>
  );
}

function Days({ wanted: { status, from, until }, onWanted }: LogFilterProps) {
  const { t } = useTranslation();
  const earliest = status === 'refused' ? keptFrom(new Date()) : undefined;
  return (
    <>
      <PickDay
        label={t('requestLog.by.from')}
        value={from}
        min={earliest}
        max={until || undefined}
        onPick={(day) => onWanted({ from: day })}
      />
      <PickDay
        label={t('requestLog.by.until')}
        value={until}
        min={from || earliest}
        onPick={(day) => onWanted({ until: day })}
      />
    </>
  );
}
