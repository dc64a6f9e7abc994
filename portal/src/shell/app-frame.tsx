import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useSignedIn, withoutOrganization } from '../account/account-api.ts';
import { hasSessionHint } from '../account/session-hint.ts';
import { viewedOrganization } from '../api/viewing.ts';
import { OrganizationSwitch } from '../members/organization-switch.tsx';
import { buyerPlaces, consolePlaces } from './places.ts';
import { BottomBar, Sidebar } from './sidebar.tsx';

/** The dashboard's addresses that need no session. */
const open = ['/app/leaving'];

type Surface = 'app' | 'console';

function surfaceOf(pathname: string): Surface | undefined {
  const [, first] = pathname.split('/');
  if (open.includes(pathname)) return undefined;
  return first === 'app' || first === 'console' ? first : undefined;
}

/**
 * Puts the places of the dashboard or the console beside the main content. A wide screen has a sidebar, a narrow one a bar at its bottom.
 * They stand before the account is loaded, in a browser that signed in before, so that nothing moves when it is.
 */
export function AppFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { data } = useSignedIn({ required: false });
  const surface = surfaceOf(pathname);
  const account = data === withoutOrganization ? null : data;
  const isIn = account || (data === undefined && hasSessionHint());
  if (!surface || !isIn) return children;
  const places = {
    label: t(surface === 'app' ? 'dashboard.title' : 'nav.operator'),
    groups: surface === 'app' ? buyerPlaces : consolePlaces,
  };
  return (
    <div className="frame">
      <div className="sidebar">
        {surface === 'app' && !viewedOrganization() && (
          <div className="sidebar-top">{account && <OrganizationSwitch account={account} />}</div>
        )}
        <Sidebar {...places} />
      </div>
      {children}
      <BottomBar {...places} />
    </div>
  );
}
