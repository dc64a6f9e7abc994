import { Navigate, Route } from 'react-router';
import { type LaterPage, laterElement } from '../later-pages.tsx';

/** The pages below `/app`, by their path. */
export const dashboardPages: readonly LaterPage[] = [
  ['', () => import('./overview-page.tsx'), 'overview'],
  ['keys', () => import('./keys-page.tsx'), 'overview', 'buyer'],
  ['keys/:id', () => import('../keys/page/key-page.tsx'), 'overview', 'buyer'],
  ['usage', () => import('./usage-page.tsx'), 'overview', 'buyer'],
  ['requests', () => import('./requests-page.tsx'), 'overview', 'buyer'],
  ['requests/:id', () => import('../requests/request-page.tsx'), 'overview', 'buyer'],
  ['billing', () => import('./billing-page.tsx'), 'overview', 'buyer'],
  ['apps', () => import('./apps-page.tsx'), 'overview', 'buyer'],
  ['webhooks', () => import('./webhooks-page.tsx'), 'overview', 'buyer', 'console'],
  ['badges', () => import('./badges-page.tsx'), 'overview', 'buyer'],
  ['badges/:handle', () => import('../badges/badge-page.tsx'), 'overview', 'buyer', 'account'],
  ['licences', () => import('./licences-page.tsx'), 'overview', 'buyer'],
  ['evidence', () => import('./evidence-page.tsx'), 'overview', 'buyer'],
  ['team', () => import('./team-page.tsx'), 'overview', 'buyer', 'account'],
  ['activity', () => import('./activity-page.tsx'), 'overview', 'buyer', 'trail'],
  ['settings', () => import('./settings-page.tsx'), 'overview', 'buyer', 'account'],
  ['plans', () => import('../catalog/plans-page.tsx'), 'overview', 'buyer', 'account'],
];

/** Former addresses below `/app`, and what took their place. */
const moved = { members: '/app/team', invoices: '/app/billing#invoices', prepaid: '/app/billing#credit' } as const;

/** Every address of the dashboard but the one that stands while a session ends. */
export const dashboardRoutes = (
  <Route path="app">
    {dashboardPages.map((page) => (
      <Route key={page[0]} {...(page[0] ? { path: page[0] } : { index: true })} element={laterElement(page)} />
    ))}
    {Object.entries(moved).map(([path, to]) => (
      <Route key={path} path={path} element={<Navigate to={to} replace />} />
    ))}
  </Route>
);
