import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { PresenceDialog } from '../account/presence-dialog.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { CrashBarrier } from './crash-barrier.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';

/** The frame of every page: header, main content and footer. */
export function Layout() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <CrashBarrier key={pathname}>
          <Outlet />
        </CrashBarrier>
      </main>
      <Footer />
      <Announcer />
      <PresenceDialog />
    </>
  );
}
