import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { useAccount } from './account-api.ts';

type RequireSessionProps = { readonly title: string; readonly children: (account: AccountView) => ReactNode };

/** Shows its children to a signed-in account; sends others to sign-in, which returns here. */
export function RequireSession({ title, children }: RequireSessionProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const location = useLocation();
  if (account.data === null) {
    return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search + location.hash }} />;
  }
  if (account.data) return children(account.data);
  return (
    <Page title={title} lead={account.isError ? t('failure.account') : undefined}>
      <Loaded query={account} lines={8}>
        {() => null}
      </Loaded>
    </Page>
  );
}
