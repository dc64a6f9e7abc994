import { useTranslation } from 'react-i18next';
import { keyOptions, withChosen } from '../keys/key-options.ts';
import { useKeys } from '../keys/keys-api.ts';
import { useMembers } from '../members/members-api.ts';
import { machineActors, useActorName } from '../trail/trail-actor.tsx';
import { Filters } from '../ui/filters.tsx';
import { Pick, PickDay } from '../ui/pick.tsx';
import { kinds, narrowing, type Wanted } from './activity-address.ts';

type ActivityFilterProps = {
  readonly wanted: Wanted;
  readonly onWanted: (change: Partial<Wanted>) => void;
};

/** Which lines of the trail the page shows: on which kind of thing, on which key, by whom, and of which days. */
export function ActivityFilter({ wanted, onWanted }: ActivityFilterProps) {
  const { t } = useTranslation();
  const nameOf = useActorName();
  const keys = useKeys().data ?? [];
  const members = (useMembers().data ?? []).map(({ email }) => email);
  const all = { value: '', label: t('activity.all') };
  const { kind, key, actor, from, until } = wanted;
  const actors = [...new Set([...members, ...machineActors])].map((value) => ({ value, label: nameOf(value) }));
  return (
    <search className="stack">
      <Filters inUse={narrowing.filter((name) => wanted[name] !== '').length}>
        <Pick
          label={t('activity.by.kind')}
          value={kind}
          options={[all, ...kinds.map((value) => ({ value, label: t(`activity.kind.${value}`) }))]}
          onPick={(value) => onWanted({ kind: value })}
        />
        <Pick
          label={t('activity.by.key')}
          value={key}
          options={[all, ...withChosen(keyOptions(keys), key)]}
          onPick={(value) => onWanted({ key: value })}
        />
        <Pick
          label={t('activity.by.actor')}
          value={actor}
          options={[all, ...withChosen(actors, actor)]}
          onPick={(value) => onWanted({ actor: value })}
        />
        <PickDay
          label={t('activity.by.from')}
          value={from}
          max={until || undefined}
          onPick={(day) => onWanted({ from: day })}
        />
        <PickDay
          label={t('activity.by.until')}
          value={until}
          min={from || undefined}
          onPick={(day) => onWanted({ until: day })}
        />
      </Filters>
    </search>
  );
}
