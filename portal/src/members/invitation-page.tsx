import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSessionChange } from '../account/account-api.ts';
import { RequirePerson } from '../account/require-session.tsx';
import { isProblem } from '../api/problem.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { acceptInvitation } from './members-api.ts';
import { openOrganization } from './open-organization.ts';

/** `/invitation?invitation=…`: accepts an invitation after sign-in. Opening the page does not accept it. */
export default function InvitationPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  return (
    <RequirePerson title={t('invitation.title')}>
      {() => (
        <Page narrow title={t('invitation.title')} lead={t('invitation.lead')}>
          <div className="card">
            <Accept token={query.get('invitation') ?? ''} />
          </div>
        </Page>
      )}
    </RequirePerson>
  );
}

function Accept({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: ({ organization }) => openOrganization(organization.id),
  });
  if (isProblem(accept.error, 'invitation_elsewhere')) return <OtherAddress />;
  const isSpent = token === '' || isProblem(accept.error, 'not_found') || isProblem(accept.error, 'invalid_request');
  if (isSpent) return <Note tone="warn">{t('invitation.spent')}</Note>;
  return (
    <div className="stack">
      <p>{t('invitation.text')}</p>
      <ProblemNote error={accept.error} />
      <div className="button-row">
        <Button kind="primary" busy={accept.isPending || accept.isSuccess} onClick={() => accept.mutate()}>
          {t('invitation.accept')}
        </Button>
      </div>
    </div>
  );
}

/** Signing out leads to sign-in, which returns to this page. */
function OtherAddress() {
  const { t } = useTranslation();
  const session = useSessionChange();
  const leave = useMutation({ mutationFn: session.end });
  return (
    <div className="stack" role="alert">
      <Note tone="warn" title={t('problems.invitation_elsewhere.title')}>
        <p>{t('invitation.elsewhere')}</p>
      </Note>
      <ProblemNote error={leave.error} />
      <div className="button-row">
        <Button kind="primary" busy={leave.isPending} onClick={() => leave.mutate()}>
          {t('nav.signOut')}
        </Button>
      </div>
    </div>
  );
}
