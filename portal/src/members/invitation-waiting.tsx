import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { Note } from '../ui/note.tsx';
import { useInvitation } from './members-api.ts';

/** Above sign-in: who invites, and which address has to sign in. Nothing while it is not known. */
export function InvitationWaiting({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const { data } = useInvitation(token);
  if (!data) return null;
  return (
    <Note title={t('invitation.waiting', { name: isolate(data.organization) })}>
      <p>{t('invitation.signInFirst', { invited: isolate(data.invited) })}</p>
    </Note>
  );
}
