import { type ComponentType, lazy } from 'react';
import { Navigate, Route } from 'react-router';
import { Later } from '../later-pages.tsx';
import { OverviewPage } from './overview-page.tsx';

type Load = () => Promise<{ readonly default: ComponentType }>;

/** The pages below `/app` whose code is loaded when they are first opened, by their path. */
const pages: readonly (readonly [path: string, load: Load])[] = [
  ['keys', () => import('./keys-page.tsx')],
  ['usage', () => import('./usage-page.tsx')],
  ['billing', () => import('./billing-page.tsx')],
  ['apps', () => import('./apps-page.tsx')],
  ['webhooks', () => import('./webhooks-page.tsx')],
  ['badges', () => import('./badges-page.tsx')],
  ['badges/:handle', () => import('../badges/badge-page.tsx')],
  ['licences', () => import('./licences-page.tsx')],
  ['evidence', () => import('./evidence-page.tsx')],
  ['team', () => import('./team-page.tsx')],
  ['settings', () => import('./settings-page.tsx')],
];

/** Former addresses below `/app`, and what took their place. */
const moved = { members: '/app/team', invoices: '/app/billing#invoices', prepaid: '/app/billing#credit' } as const;

/** Every address of the dashboard that needs a session. */
export const dashboardRoutes = (
  <Route path="app">
    <Route index element={<OverviewPage />} />
    {pages.map(([path, load]) => {
      const Page = lazy(load);
      return (
        <Route
          key={path}
          path={path}
          element={
            <Later>
              <Page />
            </Later>
          }
        />
      );
    })}
    {Object.entries(moved).map(([path, to]) => (
      <Route key={path} path={path} element={<Navigate to={to} replace />} />
    ))}
  </Route>
);
