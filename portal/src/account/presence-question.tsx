import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerPresence } from '../api/presence.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useAccount, useSessionChange } from './account-api.ts';
import { isCeremonyRefusal, presenceOptions, showPresence } from './passkeys-api.ts';
import { PresenceByLink } from './presence-by-link.tsx';

/** The dialog that asks the person to show that they are there. */
export default function PresenceQuestion() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('presence.title')} section="passkeys" narrow onClose={() => answerPresence(false)}>
      <Question />
    </Dialog>
  );
}

/** With a passkey, or by a mailed link where there is none. Each opening of the dialog gets a challenge of its own. */
function Question() {
  const [asked] = useState(() => crypto.randomUUID());
  const options = useQuery({
    queryKey: ['presence', asked],
    queryFn: presenceOptions,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  return (
    <Loaded query={options} lines={2}>
      {(found) => (found ? <WithPasskey options={found} onStale={() => void options.refetch()} /> : <WithoutPasskey />)}
    </Loaded>
  );
}

type WithPasskeyProps = { readonly options: Parameters<typeof showPresence>[0]; readonly onStale: () => void };

function WithPasskey({ options, onStale }: WithPasskeyProps) {
  const { t } = useTranslation();
  const mutation = useMutation({
    mutationFn: () => showPresence(options),
    onSuccess: () => answerPresence(true),
    onError: (error) => !isCeremonyRefusal(error) && onStale(),
  });
  const refused = isCeremonyRefusal(mutation.error);
  return (
    <div className="stack">
      <p>{t('presence.withPasskey')}</p>
      {refused ? <Note tone="warn">{t('passkeys.notConfirmed')}</Note> : <ProblemNote error={mutation.error} />}
      <div className="button-row">
        <Button kind="primary" busy={mutation.isPending} onClick={() => mutation.mutate()}>
          {t('passkeys.confirm')}
        </Button>
        <Button onClick={() => answerPresence(false)}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}

/** The address to mail is that of the account; a person without an organization has nothing on the page to lose, and signs out. */
function WithoutPasskey() {
  const account = useAccount({ required: false }).data;
  return account ? <PresenceByLink email={account.email} /> : <SignInAgain />;
}

function SignInAgain() {
  const { t } = useTranslation();
  const session = useSessionChange();
  const mutation = useMutation({ mutationFn: session.end, onSuccess: () => answerPresence(false) });
  return (
    <div className="stack">
      <p>{t('presence.signInAgain')}</p>
      <ProblemNote error={mutation.error} />
      <div className="button-row">
        <Button kind="primary" busy={mutation.isPending} onClick={() => mutation.mutate()}>
          {t('nav.signOut')}
        </Button>
        <Button onClick={() => answerPresence(false)}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}
