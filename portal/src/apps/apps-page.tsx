import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RequireSession } from '../account/require-session.tsx';
import { Page } from '../ui/page.tsx';
import { Apps } from './apps.tsx';

/** `/app/apps`: the apps in which the organization uses data, and what each may use. */
export default function AppsPage() {
  const { t } = useTranslation();
  return (
    <RequireSession title={t('apps.title')}>
      {() => (
        <Page title={t('apps.title')} lead={t('apps.lead')}>
          <p>
            <Link to="/app#keys">{t('apps.back')}</Link>
          </p>
          <div className="dashboard dashboard-single">
            <Apps />
          </div>
        </Page>
      )}
    </RequireSession>
  );
}
