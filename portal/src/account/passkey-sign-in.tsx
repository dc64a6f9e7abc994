import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useSessionChange } from './account-api.ts';
import { isCeremonyRefusal, signInWithPasskey } from './passkeys-api.ts';

/** A button that signs in with a passkey; the page around it moves on once there is a session. */
export function PasskeySignIn() {
  const { t } = useTranslation();
  const session = useSessionChange();
  const mutation = useMutation({ mutationFn: signInWithPasskey, onSuccess: session.began });
  const refused = isCeremonyRefusal(mutation.error);
  return (
    <div className="stack">
      <Button busy={mutation.isPending} onClick={() => mutation.mutate()}>
        {t('signIn.passkey')}
      </Button>
      {refused ? <Note tone="warn">{t('passkeys.notUsed')}</Note> : <ProblemNote error={mutation.error} />}
    </div>
  );
}
