import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useSessionChange, useSignedIn, withoutOrganization } from '../account/account-api.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { usePublicPage } from '../ui/public-page.ts';
import { useLeaving } from '../ui/start-page.ts';
import { LanguageSwitch } from './language-switch.tsx';

/** The site's name, the navigation, the language switch, and the signed-in account. */
export function Header() {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const publicPage = usePublicPage();
  const signedIn = useSignedIn({ required: false }).data;
  const account = signedIn === withoutOrganization ? null : signedIn;
  return (
    <header className="header">
      <div className="header-inner">
        <a className="brand" href={publicPage('/')}>
          <span className="brand-mark" aria-hidden="true" />
          <bdi>{catalog?.name ?? 'Tollgate'}</bdi>
        </a>
        <nav className="header-nav" aria-label={t('nav.main')}>
          <a href={publicPage('/pricing')}>{t('nav.pricing')}</a>
          {account && (
            <NavLink to="/app" aria-current="true">
              {t('dashboard.title')}
            </NavLink>
          )}
          {account?.operator && (
            <NavLink to="/console" aria-current="true">
              {t('nav.operator')}
            </NavLink>
          )}
        </nav>
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
  const { leave, openStartPage, stay } = useLeaving();
  const session = useSessionChange();
  const mutation = useMutation({
    mutationFn: async () => {
      leave();
      await session.end();
    },
    onSuccess: () => openStartPage(t('nav.signedOut')),
    onError: () => {
      stay();
      announce(t('nav.signOutFailed'));
    },
  });
  return (
    <Button busy={mutation.isPending} onClick={() => mutation.mutate()}>
      {t('nav.signOut')}
    </Button>
  );
}
