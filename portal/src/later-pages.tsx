/** Pages whose code is loaded when they are first opened. */
import { lazy, type ReactNode, Suspense } from 'react';
import { Skeleton } from './ui/skeleton.tsx';

const AppsPage = lazy(() => import('./apps/apps-page.tsx'));
const BadgePage = lazy(() => import('./badges/badge-page.tsx'));
const InvitationPage = lazy(() => import('./members/invitation-page.tsx'));
const MembersPage = lazy(() => import('./members/members-page.tsx'));
const OperatorPage = lazy(() => import('./operator/operator-page.tsx'));

const Later = ({ children }: { readonly children: ReactNode }) => (
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

/** The page of one badge. */
export const LaterBadgePage = () => (
  <Later>
    <BadgePage />
  </Later>
);

/** The apps of an organization. */
export const LaterAppsPage = () => (
  <Later>
    <AppsPage />
  </Later>
);

/** The members of an organization. */
export const LaterMembersPage = () => (
  <Later>
    <MembersPage />
  </Later>
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
