import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { usePackActions } from './packs-api.ts';

type OrderPackProps = { readonly path: string; readonly reasonField: ReactNode; readonly onClose: () => void };

const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Orders a pack of the last 30 days, or of other days. */
export function OrderPack({ path, reasonField, onClose }: OrderPackProps) {
  const { t } = useTranslation();
  const { order } = usePackActions(path);
  const send = async ({ from = '', to: until = '', reason }: Record<string, string>) => {
    await order({ from, until }, reason);
    onClose();
    announce(t('packs.orderedNow'));
  };
  return (
    <Dialog title={t('packs.order')} section="packs" onClose={onClose}>
      <Form
        submitLabel={t('packs.order')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('packs.text')}</p>
        <Field
          type="date"
          name="from"
          label={t('packs.from')}
          defaultValue={dayBefore(30)}
          max={dayBefore(0)}
          required
        />
        <Field type="date" name="to" label={t('packs.to')} defaultValue={dayBefore(0)} max={dayBefore(0)} required />
        {reasonField}
      </Form>
    </Dialog>
  );
}
