import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { Later, later } from '../later-pages.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { type SignedIn, useSignedIn, withoutOrganization } from './account-api.ts';

const NoOrganization = later(() => import('../members/no-organization.tsx'), 'account', 'buyer');

type RequirePersonProps = { readonly title: string; readonly children: (signedIn: SignedIn) => ReactNode };

/** Shows its children to a person who is signed in, in an organization or in none; sends others to sign-in, which returns here. */
export function RequirePerson({ title, children }: RequirePersonProps) {
  const { t } = useTranslation();
  const signedIn = useSignedIn();
  const location = useLocation();
  if (signedIn.data === null) {
    return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search + location.hash }} />;
  }
  if (signedIn.data) return children(signedIn.data);
  return (
    <Page title={title} lead={signedIn.isError ? t('failure.account') : undefined}>
      <Loaded query={signedIn} lines={8}>
        {() => null}
      </Loaded>
    </Page>
  );
}

type RequireSessionProps = { readonly title: string; readonly children: (account: AccountView) => ReactNode };

/** Shows its children to a signed-in account; a person without an organization reads how to get one. */
export const RequireSession = ({ title, children }: RequireSessionProps) => (
  <RequirePerson title={title}>
    {(signedIn) =>
      signedIn === withoutOrganization ? (
        <Later>
          <NoOrganization />
        </Later>
      ) : (
        children(signedIn)
      )
    }
  </RequirePerson>
);
