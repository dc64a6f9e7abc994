import { Navigate, Route, Routes } from 'react-router';
import { dashboardPages, dashboardRoutes } from './dashboard/routes.tsx';
import { type LaterPage, laterElement } from './later-pages.tsx';
import { consolePages, consoleRoutes } from './operator/routes.tsx';
import { Layout } from './shell/layout.tsx';
import { LeavingPage } from './shell/leaving-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

/** The pages of signing up and in, by their path. */
const accountPages: readonly LaterPage[] = [
  ['sign-up', () => import('./account/sign-up-page.tsx'), 'account'],
  ['sign-in', () => import('./account/sign-in-page.tsx'), 'account'],
  ['sign-in/link', () => import('./account/sign-in-link-page.tsx'), 'account'],
  ['sign-in/confirmed', () => import('./account/confirmed-page.tsx'), 'account'],
  ['invitation', () => import('./members/invitation-page.tsx'), 'account', 'overview', 'buyer'],
];

const accountRoutes = accountPages.map((page) => <Route key={page[0]} path={page[0]} element={laterElement(page)} />);

/** Every page that is loaded when it is first opened, by its whole path. */
export const laterPages: readonly LaterPage[] = [
  ...accountPages,
  ...dashboardPages.map(([path, ...rest]): LaterPage => [`app/${path}`, ...rest]),
  ...consolePages.map(([path, ...rest]): LaterPage => [`console/${path}`, ...rest]),
];

/** The addresses of the portal. Everything else of the site is a public page, which is no part of this app. */
export const App = () => (
  <Routes>
    <Route element={<Layout />}>
      {accountRoutes}
      {dashboardRoutes}
      <Route path="app/leaving" element={<LeavingPage />} />
      <Route path="welcome" element={<Navigate to="/app?checkout=success" replace />} />
      {consoleRoutes}
      <Route path="*" element={<NotFoundPage />} />
    </Route>
  </Routes>
);
