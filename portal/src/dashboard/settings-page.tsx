import { useTranslation } from 'react-i18next';
import { OwnData } from '../account/own-data.tsx';
import { Passkeys } from '../account/passkeys.tsx';
import { Sessions } from '../account/sessions.tsx';
import { Organization } from '../members/organization.tsx';
import { Note } from '../ui/note.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/settings`: the organization's details, its person's ways to sign in, and all data, which may be taken along or deleted. */
export default function SettingsPage() {
  return (
    <BuyerPage name="settings" lead={({ organization }) => <bdi>{organization}</bdi>}>
      {(account) =>
        account.viewsUntil ? (
          <MembersOnly />
        ) : (
          <>
            <Organization account={account} />
            <Passkeys account={account} />
            <Sessions />
            <OwnData account={account} />
          </>
        )
      }
    </BuyerPage>
  );
}

/** An operator who sees the organization as its buyer does has none of a member's own ways to sign in, and takes no data along. */
function MembersOnly() {
  const { t } = useTranslation();
  return (
    <Note>
      <p>{t('buyerView.membersOnly')}</p>
    </Note>
  );
}
