import { Navigate, Route, Routes } from 'react-router';
import { ConfirmedPage } from './account/confirmed-page.tsx';
import { SignInLinkPage } from './account/sign-in-link-page.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { SignUpPage } from './account/sign-up-page.tsx';
import { PlansPage } from './catalog/plans-page.tsx';
import { dashboardRoutes } from './dashboard/routes.tsx';
import { LaterInvitationPage, LaterOperatorPage } from './later-pages.tsx';
import { Layout } from './shell/layout.tsx';
import { LeavingPage } from './shell/leaving-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

/** The addresses of the portal. Everything else of the site is a public page, which is no part of this app. */
export const App = () => (
  <Routes>
    <Route element={<Layout />}>
      <Route path="sign-up" element={<SignUpPage />} />
      <Route path="sign-in" element={<SignInPage />} />
      <Route path="sign-in/link" element={<SignInLinkPage />} />
      <Route path="sign-in/confirmed" element={<ConfirmedPage />} />
      {dashboardRoutes}
      <Route path="app/plans" element={<PlansPage />} />
      <Route path="app/leaving" element={<LeavingPage />} />
      <Route path="invitation" element={<LaterInvitationPage />} />
      <Route path="welcome" element={<Navigate to="/app?checkout=success" replace />} />
      <Route path="console/*" element={<LaterOperatorPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
);
