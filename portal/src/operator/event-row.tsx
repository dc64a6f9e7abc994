import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AdminEventView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Tag } from '../ui/tag.tsx';
import { replayEvent } from './operator-api.ts';

const tones = { received: 'warn', handled: 'good', ignored: 'plain', failed: 'bad', parked: 'bad' } as const;

/** One Stripe event: its outcome, the reason of a failure, and a replay button. */
export function EventRow({ event }: { readonly event: AdminEventView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
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
      <td>{customerId ? <Code>{customerId}</Code> : '–'}</td>
      <td>
        <Replay event={event} />
      </td>
    </tr>
  );
}

function Replay({ event }: { readonly event: AdminEventView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: () => replayEvent(event.id),
    onSuccess: async () => {
      announce(t('operator.events.replayed'));
      await client.invalidateQueries({ queryKey: ['admin', 'events'] });
    },
  });
  return (
    <>
      <Button
        busy={mutation.isPending}
        label={t('operator.events.replayOne', { id: event.id })}
        onClick={() => mutation.mutate()}
      >
        {t('operator.events.replay')}
      </Button>
      <ProblemNote error={mutation.error} />
    </>
  );
}
