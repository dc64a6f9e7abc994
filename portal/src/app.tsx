import { Navigate, Route, Routes } from 'react-router';
import { ConfirmedPage } from './account/confirmed-page.tsx';
import { DashboardPage } from './account/dashboard-page.tsx';
import { SignInLinkPage } from './account/sign-in-link-page.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { SignUpPage } from './account/sign-up-page.tsx';
import { HomePage } from './catalog/home-page.tsx';
import { PricingPage } from './catalog/pricing-page.tsx';
import {
  LaterAppsPage,
  LaterBadgePage,
  LaterInvitationPage,
  LaterMembersPage,
  LaterOperatorPage,
} from './later-pages.tsx';
import { ProblemPage } from './problems/problem-page.tsx';
import { ProblemsPage } from './problems/problems-page.tsx';
import { Layout } from './shell/layout.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

/** The addresses of the portal. */
export const App = () => (
  <Routes>
    <Route element={<Layout />}>
      <Route index element={<HomePage />} />
      <Route path="pricing" element={<PricingPage />} />
      <Route path="sign-up" element={<SignUpPage />} />
      <Route path="sign-in" element={<SignInPage />} />
      <Route path="sign-in/link" element={<SignInLinkPage />} />
      <Route path="sign-in/confirmed" element={<ConfirmedPage />} />
      <Route path="dashboard" element={<DashboardPage />} />
      <Route path="dashboard/badges/:handle" element={<LaterBadgePage />} />
      <Route path="dashboard/apps" element={<LaterAppsPage />} />
      <Route path="dashboard/members" element={<LaterMembersPage />} />
      <Route path="invitation" element={<LaterInvitationPage />} />
      <Route path="welcome" element={<Navigate to="/dashboard?checkout=success" replace />} />
      <Route path="operator/*" element={<LaterOperatorPage />} />
      <Route path="problems" element={<ProblemsPage />} />
      <Route path="problems/:code" element={<ProblemPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
);
