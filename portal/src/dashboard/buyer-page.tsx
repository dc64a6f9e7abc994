import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { RequireSession } from '../account/require-session.tsx';
import type { Place } from '../shell/places.ts';
import { Page } from '../ui/page.tsx';
import { focusSection } from '../ui/section.tsx';

type BuyerPageProps = {
  /** Its place in the sidebar, which is its title too. */
  readonly name: Place['name'];
  readonly lead?: (account: AccountView) => ReactNode;
  /** The first section is what the page is about, so its own heading is only for those who cannot see. */
  readonly titled?: boolean;
  readonly children: (account: AccountView) => ReactNode;
};

/** One page of the dashboard, for a member of an organization. A hash in its address leads to that section. */
export function BuyerPage({ name, lead, titled = false, children }: BuyerPageProps) {
  const { t } = useTranslation();
  const title = t(`shell.place.${name}`);
  return (
    <RequireSession title={title}>
      {(account) => (
        <Sections>
          <Page title={title} lead={lead?.(account)}>
            <div className={titled ? 'dashboard dashboard-single is-titled' : 'dashboard dashboard-single'}>
              {children(account)}
            </div>
          </Page>
        </Sections>
      )}
    </RequireSession>
  );
}

/** Moves the focus to the section of the address, after its page has moved it to the title. */
function Sections({ children }: { readonly children: ReactNode }) {
  const { hash, key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: following the same link again moves there again
  useEffect(() => {
    if (hash) focusSection(hash.slice(1));
  }, [hash, key]);
  return children;
}
