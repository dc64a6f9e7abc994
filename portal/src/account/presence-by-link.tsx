import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnSessionView } from '../../../shared/http/views.ts';
import { getAll } from '../api/client.ts';
import { answerPresence } from '../api/presence.ts';
import { onSessionBegan } from '../api/session-news.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { logIn, useSessionChange } from './account-api.ts';

/**
 * Shows by a mailed link that the person is there. The link signs in anew in another tab of this browser, so the page behind the dialog keeps
 * everything that was typed into it.
 */
export function PresenceByLink({ email }: { readonly email: string }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const send = useMutation({
    mutationFn: async () => {
      const before = await sessionOfBrowser();
      await logIn({ email, returnTo: '/sign-in/confirmed' });
      return { email, before };
    },
  });
  if (send.data !== undefined) return <Waiting {...send.data} />;
  return (
    <div className="stack">
      <p>{t('presence.byLink', { email: isolate(email) })}</p>
      <p className="small">{t('presence.passkeyNext')}</p>
      <ProblemNote error={send.error} />
      <div className="button-row">
        <Button kind="primary" busy={send.isPending} onClick={() => send.mutate()}>
          {t('signIn.submit')}
        </Button>
        <Cancel />
      </div>
    </div>
  );
}

type WaitingProps = {
  /** The address that the link was sent to. The page's own may be another meanwhile: tabs tell each other of changes. */
  readonly email: string;
  /** The session before the link was sent. */
  readonly before: string;
};

/** Goes on by itself when the link was followed in this browser, and on request where the news of it did not arrive. */
function Waiting({ email, before }: WaitingProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const session = useSessionChange();
  const look = useMutation({
    mutationFn: async () => {
      const isSame = await session.isStill(email);
      if (isSame && (await sessionOfBrowser()) === before) return false;
      answerPresence(isSame);
      return true;
    },
  });
  const lookAgain = useEffectEvent(() => look.mutate());
  useEffect(() => onSessionBegan(() => lookAgain()), []);
  return (
    <div className="stack">
      <p role="status">{t('presence.linkSent', { email: isolate(email) })}</p>
      {look.data === false && <Note tone="warn">{t('presence.notYet')}</Note>}
      <ProblemNote error={look.error} />
      <div className="button-row">
        <Button kind="primary" busy={look.isPending} onClick={() => look.mutate()}>
          {t('presence.continue')}
        </Button>
        <Cancel />
      </div>
    </div>
  );
}

function Cancel() {
  const { t } = useTranslation();
  return <Button onClick={() => answerPresence(false)}>{t('common.cancel')}</Button>;
}

/** The id of this browser's session. */
const sessionOfBrowser = async (): Promise<string> =>
  (await getAll<OwnSessionView>('/v1/sessions')).find(({ current }) => current)?.id ?? '';
