import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { maxOverlapSeconds } from '../../../../shared/http/field-limits.ts';
import type { CreatedKeyView, KeyDetailView } from '../../../../shared/http/views.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { SecretOnce } from '../secret-once.tsx';
import { useKeyActions } from './key-api.ts';

const overlaps = { hour: 3_600, day: maxOverlapSeconds, none: 0 } as const;
const names = ['hour', 'day', 'none'] as const;

type RotateKeyProps = { readonly apiKey: KeyDetailView; readonly onClose: () => void };

/** Replaces the secret of a key, shows the new one once, then opens the page of the new key. */
export function RotateKey({ apiKey, onClose }: RotateKeyProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { rotate } = useKeyActions(apiKey.id);
  const [created, setCreated] = useState<CreatedKeyView>();
  const submit = async ({ overlap }: Record<string, string>) =>
    setCreated(await rotate(overlaps[names.find((name) => name === overlap) ?? 'hour']));
  const leave = () => {
    onClose();
    if (created) void navigate(`/app/keys/${encodeURIComponent(created.id)}`);
  };
  return (
    <Dialog
      title={t(created ? 'keys.secretTitle' : 'keyPage.rotateTitle', { label: apiKey.label })}
      section="settings"
      onClose={leave}
      mustDecide={Boolean(created)}
    >
      {created ? (
        <SecretOnce
          secret={created.secret}
          texts={{ once: t('keys.once'), label: t('keys.secret'), copy: t('keys.copySecret') }}
          onClose={leave}
        />
      ) : (
        <Form
          submitLabel={t('keyPage.rotateConfirm')}
          onSubmit={submit}
          secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
        >
          <p>{t('keyPage.rotateText')}</p>
          <Choice
            name="overlap"
            legend={t('keyPage.overlap')}
            options={names.map((value) => ({ value, label: t(`keyPage.overlapOf.${value}`) }))}
          />
        </Form>
      )}
    </Dialog>
  );
}
