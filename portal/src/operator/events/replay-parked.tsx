import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { ReasonField } from '../reason-form.tsx';
import { replayParked } from './events-api.ts';

/** Puts all parked events back on the queue, or those received in a range of time. */
export function ReplayParked() {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('operator.replay.open')}</Button>
      {isAsking && <RangeDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function RangeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const client = useQueryClient();
  const replay = async ({ from = '', to = '', reason = '' }: Record<string, string>) => {
    const count = await replayParked({ from: utc(from), to: utc(to), reason });
    await client.invalidateQueries({ queryKey: ['admin', 'events'] });
    await client.invalidateQueries({ queryKey: ['admin', 'today'] });
    onClose();
    announce(t('operator.replay.done', { count, formatted: number(count) }));
  };
  return (
    <Dialog title={t('operator.replay.title')} section="events" onClose={onClose}>
      <p className="dialog-body">{t('operator.replay.text')}</p>
      <Form
        submitLabel={t('operator.replay.submit')}
        onSubmit={replay}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Field name="from" type="datetime-local" label={t('operator.replay.from')} />
        <Field name="to" type="datetime-local" label={t('operator.replay.to')} hint={t('operator.replay.hint')} />
        <ReasonField />
      </Form>
    </Dialog>
  );
}

/** The field's time as ISO 8601. The field has no time zone and is labelled as UTC. */
const utc = (local: string): string | undefined => (local ? new Date(`${local}Z`).toISOString() : undefined);
