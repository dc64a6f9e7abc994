import { useTranslation } from 'react-i18next';
import { RequireSession } from '../account/require-session.tsx';
import { OwnRole } from '../members/own-role.ts';
import { Page } from '../ui/page.tsx';
import { ConsoleRoutes } from './routes.tsx';
import { ConsoleSearch } from './search/console-search.tsx';

/** `/console`: accounts, Stripe events, drift, badges, use cases, licences, blocked addresses, webhooks, and the trail. */
export default function OperatorPage() {
  const { t } = useTranslation();
  return (
    <RequireSession title={t('operator.title')}>
      {() => (
        <OwnRole value={null}>
          <Page title={t('operator.title')}>
            <ConsoleSearch />
            <ConsoleRoutes />
          </Page>
        </OwnRole>
      )}
    </RequireSession>
  );
}
