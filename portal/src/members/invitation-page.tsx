import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { InvitationPreview } from '../../../shared/http/views.ts';
import { type SignedIn, useSessionChange, withoutOrganization } from '../account/account-api.ts';
import { RequirePerson } from '../account/require-session.tsx';
import { isProblem } from '../api/problem.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { acceptInvitation, isSpent, useInvitation } from './members-api.ts';
import { openOrganization } from './open-organization.ts';

/** `/invitation?invitation=…`: says what the invitation offers, and accepts it after sign-in. Opening the page does not accept it. */
export default function InvitationPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const token = query.get('invitation') ?? '';
  const invitation = useInvitation(token);
  if (token === '' || isSpent(invitation.error)) return <SpentInvitation />;
  if (!invitation.data) {
    return (
      <Page narrow title={t('invitation.title')}>
        <Loaded query={invitation} lines={4}>
          {() => null}
        </Loaded>
      </Page>
    );
  }
  const offer = invitation.data;
  return (
    <RequirePerson title={t('invitation.title')}>
      {(signedIn) => <Offer token={token} offer={offer} signedIn={signedIn} />}
    </RequirePerson>
  );
}

type OfferProps = { readonly token: string; readonly offer: InvitationPreview; readonly signedIn: SignedIn };

function Offer({ token, offer: { organization, invitedBy, role, invited, expiresAt }, signedIn }: OfferProps) {
  const { t } = useTranslation();
  const { isolate, date } = useFormat();
  const accept = useMutation({
    mutationFn: () => acceptInvitation(token),
    onSuccess: ({ organization: joined }) => openOrganization(joined.id),
  });
  if (isSpent(accept.error)) return <SpentInvitation />;
  return (
    <Page
      narrow
      title={t('invitation.titleOf', { name: isolate(organization) })}
      lead={invitedBy === null ? t('invitation.lead') : t('invitation.leadBy', { inviter: isolate(invitedBy) })}
    >
      <div className="card stack">
        <dl className="facts facts-stacked">
          <dt>{t('invitation.role')}</dt>
          <dd>
            <strong>{t(`members.role.${role}`)}</strong>
            <p className="small">{t(`members.roleHint.${role}`)}</p>
          </dd>
          <dt>{t('invitation.invited')}</dt>
          <dd>
            <bdi>{invited}</bdi>
          </dd>
          <dt>{t('invitation.expires')}</dt>
          <dd>{date(expiresAt)}</dd>
        </dl>
        {isProblem(accept.error, 'invitation_elsewhere') ? (
          <OtherAddress />
        ) : (
          <>
            <ProblemNote error={accept.error} />
            <div className="button-row">
              <Button kind="primary" busy={accept.isPending || accept.isSuccess} onClick={() => accept.mutate()}>
                {t('invitation.accept')}
              </Button>
            </div>
            {signedIn !== withoutOrganization && (
              <p className="small">{t('invitation.signedInAs', { email: isolate(signedIn.email) })}</p>
            )}
          </>
        )}
      </div>
    </Page>
  );
}

/** An invitation that was used, withdrawn or replaced, or has expired, or never was. */
function SpentInvitation() {
  const { t } = useTranslation();
  return (
    <Page narrow title={t('invitation.spentTitle')} lead={t('invitation.spent')}>
      <div className="button-row">
        <Link className="button button-plain" to="/app">
          {t('dashboard.title')}
        </Link>
      </div>
    </Page>
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
