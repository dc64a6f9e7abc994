import { Navigate, Route } from 'react-router';
import { type LaterPage, laterElement } from '../later-pages.tsx';
import { NotThere } from './not-there.tsx';
import { OperatorPage } from './operator-page.tsx';

/** The pages below `/console`, by their path. */
export const consolePages: readonly LaterPage[] = [
  ['', () => import('./today/today-page.tsx'), 'today'],
  ['revenue', () => import('./revenue/revenue-page.tsx'), 'today', 'console'],
  ['organizations', () => import('./organizations/organization-list.tsx'), 'today', 'console', 'overview', 'buyer'],
  [
    'organizations/:id',
    () => import('./organization/organization-page.tsx'),
    'today',
    'console',
    'overview',
    'buyer',
    'trail',
  ],
  ['requests', () => import('./readers/readers-page.tsx'), 'today', 'console', 'overview', 'buyer'],
  [
    'organizations/:id/webhooks/:webhook',
    () => import('./organization/webhook-page.tsx'),
    'today',
    'console',
    'overview',
    'buyer',
  ],
  ['keys/:id', () => import('./keys/key-page.tsx'), 'today', 'console', 'overview', 'buyer'],
  ['events', () => import('./events/events.tsx'), 'today', 'console', 'overview'],
  ['drift', () => import('./drift.tsx'), 'today', 'console', 'overview'],
  ['catalogue', () => import('./catalogue/catalogue-page.tsx'), 'today', 'console', 'overview'],
  ['datasets', () => import('./datasets/datasets-page.tsx'), 'today', 'console', 'overview'],
  ['datasets/:id', () => import('./datasets/dataset-page.tsx'), 'today', 'console', 'overview'],
  ['badges', () => import('./badge-queue.tsx'), 'today', 'console', 'overview', 'buyer', 'account'],
  ['licences', () => import('./licences.tsx'), 'today', 'console', 'overview', 'buyer'],
  ['use-cases', () => import('./use-case-queue.tsx'), 'today', 'console', 'overview', 'buyer'],
  ['contests', () => import('./contests/contest-queue.tsx'), 'today', 'console', 'overview'],
  ['suppressions', () => import('./suppressions.tsx'), 'today', 'console', 'overview'],
  ['webhooks', () => import('./webhooks-page.tsx'), 'today', 'console', 'overview', 'buyer'],
  ['operations', () => import('./operations/operations-page.tsx'), 'today', 'console', 'overview'],
  ['roles', () => import('./roles/roles-page.tsx'), 'today', 'console', 'overview', 'trail'],
  ['trail', () => import('./trail.tsx'), 'today', 'console', 'overview', 'trail'],
];

/** The addresses of the console. */
export const consoleRoutes = (
  <Route path="console" element={<OperatorPage />}>
    {consolePages.map((page) => (
      <Route key={page[0]} {...(page[0] ? { path: page[0] } : { index: true })} element={laterElement(page)} />
    ))}
    <Route path="accounts" element={<Navigate to="/console/organizations" replace />} />
    <Route path="*" element={<NotThere />} />
  </Route>
);
