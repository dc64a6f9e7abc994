import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StuckGroupView, TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Note } from '../../ui/note.tsx';
import { useMay } from '../may.ts';
import { useCounted } from '../today/at-least.ts';
import { eventsAddress, replayParked } from './events-api.ts';
import { ReplayMany } from './replay-many.tsx';

type ErrorGroupsProps = {
  readonly events: TodayView['events'];
  /** The error that the list is narrowed to; null: to none. */
  readonly error: string | null;
};

/** The events that were tried in vain, by their error, the most first; with `error`, that group alone. */
export function ErrorGroups({ events, error }: ErrorGroupsProps) {
  const { t } = useTranslation();
  const counted = useCounted();
  if (error !== null) return <OneGroup events={events} error={error} />;
  if (events.count === 0) return null;
  return (
    <Note tone="warn" title={t('today.stuck', { number: counted(events) })}>
      <ul className="rows rows-short">
        {events.groups.map((group) => (
          <li key={group.error}>
            <div>
              <Link to={eventsAddress({ outcome: '', error: group.error })}>
                <ErrorText error={group.error} />
              </Link>
              <GroupFacts group={group} />
            </div>
            <ReplayGroup group={group} more={events.more} />
          </li>
        ))}
      </ul>
    </Note>
  );
}

function OneGroup({ events, error }: { readonly events: TodayView['events']; readonly error: string }) {
  const { t } = useTranslation();
  const group = events.groups.find((each) => each.error === error);
  return (
    <Note tone={group ? 'warn' : 'plain'} title={t('eventGroups.only')}>
      <p>
        <ErrorText error={error} />
      </p>
      {group && <GroupFacts group={group} />}
      <div className="button-row">
        {group && <ReplayGroup group={group} more={events.more} />}
        <Link to="/console/events">{t('eventGroups.allEvents')}</Link>
      </div>
    </Note>
  );
}

function ErrorText({ error }: { readonly error: string }) {
  const { t } = useTranslation();
  return error ? <bdi>{error}</bdi> : t('today.noError');
}

/** The types of the events, the latest try, and how many need a replay. */
function GroupFacts({ group: { types, lastAt, count, parked } }: { readonly group: StuckGroupView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  return (
    <p className="small">
      {t('eventGroups.counts', { tried: number(count), waiting: number(parked) })} · <bdi>{types.join(', ')}</bdi> ·{' '}
      {t('today.last', { at: dateTime(lastAt) })}
    </p>
  );
}

/** Replays all of a group that needs it. Where counting ended early, the button says no number. */
function ReplayGroup({ group, more }: { readonly group: StuckGroupView; readonly more: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const mayReplay = useMay('support');
  const { error, parked } = group;
  if (!mayReplay || parked === 0) return null;
  const name = more ? t('eventGroups.replayMore') : t('eventGroups.replay', { number: number(parked) });
  return (
    <ReplayMany
      name={name}
      label={`${name}: ${error || t('today.noError')}`}
      title={t('eventGroups.title')}
      replay={(reason) => replayParked({ error, reason })}
    >
      <p>
        <ErrorText error={error} />
      </p>
    </ReplayMany>
  );
}
