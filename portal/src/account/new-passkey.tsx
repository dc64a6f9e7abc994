import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { addPasskey, isCeremonyRefusal } from './passkeys-api.ts';

/** Names a passkey, then lets the browser make it. */
export function NewPasskey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [refused, setRefused] = useState(false);
  const add = async ({ label = '' }: Record<string, string>) => {
    setRefused(false);
    try {
      await addPasskey(label);
    } catch (error) {
      if (!isCeremonyRefusal(error)) throw error;
      return setRefused(true);
    }
    await client.invalidateQueries({ queryKey: ['passkeys'] });
    onClose();
    announce(t('passkeys.saved'));
  };
  return (
    <Dialog title={t('passkeys.add')} section="passkeys" onClose={onClose}>
      <Form
        submitLabel={t('passkeys.create')}
        onSubmit={add}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Field
          name="label"
          label={t('passkeys.label')}
          hint={t('passkeys.labelHint')}
          maxLength={fieldLimits.passkeyLabel}
          required
        />
        {refused && <Note tone="warn">{t('passkeys.notMade')}</Note>}
      </Form>
    </Dialog>
  );
}
