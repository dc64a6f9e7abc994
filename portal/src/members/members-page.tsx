import { useTranslation } from 'react-i18next';
import { RequireSession } from '../account/require-session.tsx';
import { Page } from '../ui/page.tsx';
import { Members } from './members.tsx';
import { Organization } from './organization.tsx';

/** `/app/members`: the organization's members and invitations, and its details. */
export default function MembersPage() {
  const { t } = useTranslation();
  return (
    <RequireSession title={t('members.title')}>
      {(account) => (
        <Page title={t('members.title')} lead={<bdi>{account.organization}</bdi>}>
          <div className="dashboard">
            <div className="dashboard-main">
              <Members account={account} />
            </div>
            <div className="dashboard-side">
              <Organization account={account} />
            </div>
          </div>
        </Page>
      )}
    </RequireSession>
  );
}
