import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { RequireSession } from '../account/require-session.tsx';
import { OwnRole } from '../members/own-role.ts';
import { Page } from '../ui/page.tsx';
import { ConsoleSearch } from './search/console-search.tsx';

/** `/console`: accounts, Stripe events, drift, badges, use cases, licences, blocked addresses, webhooks, and the trail. */
export function OperatorPage() {
  const { t } = useTranslation();
  return (
    <RequireSession title={t('nav.operator')}>
      {() => (
        <OwnRole value={null}>
          <Page title={t('nav.operator')}>
            <ConsoleSearch />
            <Outlet />
          </Page>
        </OwnRole>
      )}
    </RequireSession>
  );
}
