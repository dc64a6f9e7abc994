import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminEventView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Absent } from '../../ui/scroll-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useMay } from '../may.ts';
import { ReasonDialog } from '../reason-form.tsx';
import { replayEvent } from './events-api.ts';

const tones = { received: 'warn', handled: 'good', ignored: 'plain', failed: 'bad', parked: 'bad' } as const;

type EventRowProps = { readonly event: AdminEventView; readonly chosen: boolean; readonly onChosen: () => void };

/** One Stripe event: its outcome, the reason of a failure, and a replay button. One that needs a replay can be chosen. */
export function EventRow({ event, chosen, onChosen }: EventRowProps) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const mayReplay = useMay('support');
  const { type, id, outcome, attempts, error, receivedAt, customerId } = event;
  return (
    <tr>
      <th scope="row">
        <Code>{type}</Code>
        <span className="small">
          <Code>{id}</Code>
        </span>
      </th>
      <td>
        <Tag tone={tones[outcome]}>{t(`operator.outcome.${outcome}`)}</Tag>
        <span className="small">{t('operator.events.attempts', { count: attempts, formatted: number(attempts) })}</span>
        {error && (
          <span className="small event-error">
            <bdi>{error}</bdi>
          </span>
        )}
      </td>
      <td className="nowrap">{dateTime(receivedAt)}</td>
      <td>{customerId ? <Code>{customerId}</Code> : <Absent />}</td>
      <td>
        {mayReplay && (
          <div className="row-actions">
            {outcome === 'parked' && (
              <label className="small">
                <input
                  type="checkbox"
                  checked={chosen}
                  aria-label={t('organizationList.chooseOne', { name: id })}
                  onChange={onChosen}
                />{' '}
                {t('organizationList.choose')}
              </label>
            )}
            <Replay event={event} />
          </div>
        )}
      </td>
    </tr>
  );
}

function Replay({ event }: { readonly event: AdminEventView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const replay = async (reason: string) => {
    await replayEvent(event.id, reason);
    await client.invalidateQueries({ queryKey: ['admin', 'events'] });
    await client.invalidateQueries({ queryKey: ['admin', 'today'] });
  };
  const onDone = () => {
    setAsking(false);
    announce(t('operator.events.replayed'));
  };
  const label = t('operator.events.replayOne', { id: event.id });
  return (
    <>
      <Button label={label} onClick={() => setAsking(true)}>
        {t('operator.events.replay')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('operator.events.replayTitle')}
          section="events"
          submitLabel={t('operator.events.replay')}
          act={replay}
          onDone={onDone}
          onClose={() => setAsking(false)}
        >
          <p>
            <Code>{event.type}</Code>
          </p>
          <p>{t('operator.events.replayText')}</p>
        </ReasonDialog>
      )}
    </>
  );
}
