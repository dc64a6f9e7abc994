import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useSessionChange, useSignedIn, withoutOrganization } from '../account/account-api.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { OrganizationSwitch } from '../members/organization-switch.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { useStartPage } from '../ui/start-page.ts';
import { LanguageSwitch } from './language-switch.tsx';

/** The site's name, the navigation, the language switch, and the signed-in account. */
export function Header() {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const signedIn = useSignedIn({ required: false }).data;
  const account = signedIn === withoutOrganization ? null : signedIn;
  return (
    <header className="header">
      <div className="header-inner">
        <Link className="brand" to="/">
          <span className="brand-mark" aria-hidden="true" />
          <bdi>{catalog?.name ?? 'Tollgate'}</bdi>
        </Link>
        <nav className="header-nav" aria-label={t('nav.main')}>
          <NavLink to="/pricing">{t('catalog.pricing')}</NavLink>
          {account && (
            <NavLink to="/dashboard" end>
              {t('dashboard.title')}
            </NavLink>
          )}
          {account && <NavLink to="/dashboard/members">{t('members.title')}</NavLink>}
          {account?.operator && <NavLink to="/operator">{t('nav.operator')}</NavLink>}
        </nav>
        {account && <OrganizationSwitch account={account} />}
        <div className="header-end">
          <LanguageSwitch />
          {signedIn ? (
            <SignOut />
          ) : (
            <Link className="button button-plain" to="/sign-in">
              {t('nav.signIn')}
            </Link>
          )}
        </div>
      </div>
    </header>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const openStartPage = useStartPage();
  const session = useSessionChange();
  const mutation = useMutation({
    mutationFn: async () => {
      openStartPage();
      await session.end();
    },
    onSuccess: () => announce(t('nav.signedOut')),
    onError: () => announce(t('nav.signOutFailed')),
  });
  return (
    <Button busy={mutation.isPending} onClick={() => mutation.mutate()}>
      {t('nav.signOut')}
    </Button>
  );
}
