import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { post } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LongField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';

/** Says that the statement of a UTC day is wrong, with a reason. */
export function ContestDialog({ day, onClose }: { readonly day: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const client = useQueryClient();
  const send = async ({ reason = '' }: Record<string, string>) => {
    await post(`/v1/statements/${day}/contest`, { reason });
    await client.invalidateQueries({ queryKey: ['statements'] });
    onClose();
    announce(t('statements.sent'));
  };
  return (
    <Dialog
      title={t('statements.contestOne', { day: date(`${day}T00:00:00.000Z`) })}
      section="statements"
      onClose={onClose}
    >
      <Form
        submitLabel={t('statements.send')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('statements.contestText')}</p>
        <LongField name="reason" label={t('statements.reason')} maxLength={fieldLimits.contestReason} required />
      </Form>
    </Dialog>
  );
}
