import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { useVisitor } from '../account/account-api.ts';
import { PresenceDialog } from '../account/presence-dialog.tsx';
import { OwnRole } from '../members/own-role.ts';
import { Announcer } from '../ui/announcer.tsx';
import { AppFrame } from './app-frame.tsx';
import { BuyerViewBanner } from './buyer-view-banner.tsx';
import { CrashBarrier } from './crash-barrier.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';

/** The frame of every page: header, main content with the places beside it, and footer. Everything in it knows the person's role. */
export function Layout() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const role = useVisitor()?.role ?? null;
  return (
    <OwnRole value={role}>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <Header />
      <BuyerViewBanner />
      <AppFrame>
        <main id="main" tabIndex={-1}>
          <CrashBarrier key={pathname}>
            <Outlet />
          </CrashBarrier>
        </main>
      </AppFrame>
      <Footer />
      <Announcer />
      <PresenceDialog />
    </OwnRole>
  );
}
