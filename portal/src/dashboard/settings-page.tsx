import { OwnData } from '../account/own-data.tsx';
import { Passkeys } from '../account/passkeys.tsx';
import { Sessions } from '../account/sessions.tsx';
import { Organization } from '../members/organization.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/settings`: the organization's details, its person's ways to sign in, and all data, which may be taken along or deleted. */
export default function SettingsPage() {
  return (
    <BuyerPage name="settings" lead={({ organization }) => <bdi>{organization}</bdi>}>
      {(account) => (
        <>
          <Organization account={account} />
          <Passkeys account={account} />
          <Sessions />
          <OwnData account={account} />
        </>
      )}
    </BuyerPage>
  );
}
