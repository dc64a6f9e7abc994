import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, LongField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useSigningActions } from './signing-api.ts';

const command = `openssl genpkey -algorithm ed25519 -out signing-key.pem
openssl pkey -in signing-key.pem -pubout`;

/** A JWK as an object, PEM as text. A text that is neither goes as it is, and the API says what is wrong. */
function publicKeyIn(text: string): string | object {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : text;
  } catch {
    return text;
  }
}

/** Adds a public key. The private key never leaves its owner, so the dialog has the commands that make the pair. */
export function NewSigningKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { add } = useSigningActions();
  const send = async ({ name = '', publicKey = '' }: Record<string, string>) => {
    await add(name, publicKeyIn(publicKey));
    onClose();
    announce(t('signing.addedNow'));
  };
  return (
    <Dialog title={t('signing.add')} section="signing" onClose={onClose}>
      <Form
        submitLabel={t('signing.add')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t('signing.pair')}</p>
        <CodeBlock label={t('signing.pair')}>{command}</CodeBlock>
        <Field
          name="name"
          label={t('signing.name')}
          maxLength={fieldLimits.keyLabel}
          required
          dir="auto"
          autoComplete="off"
        />
        <LongField
          name="publicKey"
          label={t('signing.publicKey')}
          hint={t('signing.publicKeyHint')}
          maxLength={fieldLimits.publicKey}
          required
          dir="ltr"
        />
      </Form>
    </Dialog>
  );
}
