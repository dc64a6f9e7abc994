import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Code } from '../ui/code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { addPasskey, assertPresence, isCeremonyRefusal, type Shown } from './passkeys-api.ts';

/** The proof before a new passkey: none for a buyer; for an operator a one-time code, or an existing passkey. */
export type Proof = 'none' | 'code' | 'presence';
type NewPasskeyProps = { readonly email: string; readonly proof: Proof; readonly onClose: () => void };

/** Asks for a name, then lets the browser create the passkey. An operator gives a proof first. */
export function NewPasskey({ email, proof, onClose }: NewPasskeyProps) {
  const { t } = useTranslation();
  const [needed, setNeeded] = useState(proof);
  const [shown, setShown] = useState<Shown>({});
  return (
    <Dialog title={t('passkeys.add')} section="passkeys" onClose={onClose}>
      {needed === 'presence' && !shown.assertion ? (
        <Confirm onShown={setShown} onLost={() => setNeeded('code')} onClose={onClose} />
      ) : (
        <Make shown={shown} codeFor={needed === 'code' ? email : undefined} onClose={onClose} />
      )}
    </Dialog>
  );
}

type ConfirmProps = {
  readonly onShown: (shown: Shown) => void;
  readonly onLost: () => void;
  readonly onClose: () => void;
};

function Confirm({ onShown, onLost, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: assertPresence, onSuccess: (assertion) => onShown({ assertion }) });
  const refused = isCeremonyRefusal(mutation.error);
  return (
    <div className="stack">
      <p>{t('passkeys.confirmFirst')}</p>
      {refused ? <Note tone="warn">{t('passkeys.notConfirmed')}</Note> : <ProblemNote error={mutation.error} />}
      <div className="button-row">
        <Button kind="primary" busy={mutation.isPending} onClick={() => mutation.mutate()}>
          {t('passkeys.confirm')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
      <div className="button-row">
        <Button kind="quiet" onClick={onLost}>
          {t('passkeys.lost')}
        </Button>
      </div>
    </div>
  );
}

type MakeProps = {
  readonly shown: Shown;
  /** The operator's address if a one-time code is required. */
  readonly codeFor: string | undefined;
  readonly onClose: () => void;
};

function Make({ shown, codeFor, onClose }: MakeProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [refused, setRefused] = useState(false);
  const add = async ({ label = '', code }: Record<string, string>) => {
    setRefused(false);
    try {
      await addPasskey(label, codeFor ? { code } : shown);
    } catch (error) {
      if (!isCeremonyRefusal(error)) throw error;
      return setRefused(true);
    }
    await Promise.all(['passkeys', 'account'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    onClose();
    announce(t('passkeys.saved'));
  };
  return (
    <Form
      submitLabel={t('passkeys.create')}
      onSubmit={add}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
      {codeFor && (
        <Field
          name="code"
          label={t('passkeys.code')}
          hint={<CodeHint email={codeFor} />}
          autoComplete="one-time-code"
          maxLength={fieldLimits.operatorCode}
          required
          dir="ltr"
        />
      )}
      <Field
        name="label"
        label={t('passkeys.label')}
        hint={t('passkeys.labelHint')}
        maxLength={fieldLimits.passkeyLabel}
        required
      />
      {refused && <Note tone="warn">{t('passkeys.notMade')}</Note>}
    </Form>
  );
}

/** How the operator of this address gets a code. */
function CodeHint({ email }: { readonly email: string }) {
  const { t } = useTranslation();
  return (
    <>
      {t('passkeys.codeHint')}
      <br />
      <Code>npm run operators -- invite {email}</Code>
    </>
  );
}
