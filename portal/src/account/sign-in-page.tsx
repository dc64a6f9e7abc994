import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { InvitationWaiting } from '../members/invitation-waiting.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { logIn, useSignedIn } from './account-api.ts';
import { EmailField } from './email-field.tsx';
import { MailSent } from './mail-sent.tsx';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { invitationIn, useReturnTo } from './return-to.ts';
import { hasSessionEnded } from './session-hint.ts';

/** `/sign-in`: by a link sent by mail, or with a passkey. */
export default function SignInPage() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string>();
  const returnTo = useReturnTo();
  const invitation = invitationIn(returnTo);
  if (useSignedIn({ required: false }).data) return <Navigate to={returnTo ?? '/app'} replace />;
  if (sentTo) return <MailSent email={sentTo} onAgain={() => setSentTo(undefined)} />;
  return (
    <Page narrow title={t('signIn.title')} lead={t('signIn.lead')}>
      {returnTo && hasSessionEnded() && <Note tone="warn">{t('signIn.ended')}</Note>}
      {invitation && <InvitationWaiting token={invitation} />}
      <div className="card stack">
        <Form
          submitLabel={t('signIn.submit')}
          onSubmit={async ({ email = '' }) => {
            await logIn({ email, returnTo });
            setSentTo(email);
          }}
        >
          <EmailField autoComplete="username webauthn" />
        </Form>
        <p className="or">{t('signIn.or')}</p>
        <PasskeySignIn />
      </div>
      {!invitation && (
        <p>
          {t('signIn.noAccount')}{' '}
          <Link to="/sign-up" state={{ from: returnTo }}>
            {t('nav.signUp')}
          </Link>
        </p>
      )}
    </Page>
  );
}
