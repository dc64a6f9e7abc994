/** Pages whose code is loaded when they are first opened. Those of the dashboard are in `dashboard/routes.tsx`. */
import { lazy, type ReactNode, Suspense } from 'react';
import { Skeleton } from './ui/skeleton.tsx';

const InvitationPage = lazy(() => import('./members/invitation-page.tsx'));
const OperatorPage = lazy(() => import('./operator/operator-page.tsx'));

/** A page that may still be loading. */
export const Later = ({ children }: { readonly children: ReactNode }) => (
  <Suspense
    fallback={
      <div className="page">
        <Skeleton lines={6} />
      </div>
    }
  >
    {children}
  </Suspense>
);

/** An invitation to an organization. */
export const LaterInvitationPage = () => (
  <Later>
    <InvitationPage />
  </Later>
);

/** The operator's console. */
export const LaterOperatorPage = () => (
  <Later>
    <OperatorPage />
  </Later>
);
