import type { AdminUseCaseView, AppView, UseCaseView } from '../../shared/http/views.ts';
import { created, done, gone, listing, ok, type Route, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';

const createdAt = '2026-11-06T08:30:00.000Z';
const noLimits = { rateLimits: [], maxInFlight: null, allowanceShare: null };
const places = { audience: 'Editors of news sites', shownAt: 'https://news.example.com/trends' };
const use = { purpose: 'Shows which brands are spoken of, for editors.', training: false, government: true };

/** The default app, of which nothing is said yet, an app whose changed use waits for approval, and one that was refused. */
export const someApps = (): AppView[] => [
  {
    ...{ id: 'default', name: 'Default', purpose: '', url: null, training: null, government: null },
    ...{ ...noLimits, createdAt, useCase: null },
  },
  {
    ...{ id: 'app_1', name: 'لوحة الأخبار', url: places.shownAt, ...use, createdAt },
    ...{ rateLimits: [{ requests: 600, windowSeconds: 60 }], maxInFlight: 4, allowanceShare: 25 },
    useCase: { id: 'uc_2', state: 'pending', reason: null, approved: true },
  },
];

const useCase = (more: Partial<UseCaseView>): UseCaseView => ({
  ...{ id: 'uc_1', app: 'app_1', appName: 'لوحة الأخبار', ...use, ...places, sha256: 'f'.repeat(64) },
  ...{ declaredAt: createdAt, state: 'approved', reason: 'Fits the licence.', decidedAt: createdAt, inForce: true },
  ...more,
});
const waiting = { state: 'pending', reason: null, decidedAt: null, inForce: false } as const;

/** The use cases of these apps, the latest first. */
export const someUseCases = (): UseCaseView[] => [
  useCase({ id: 'uc_2', declaredAt: '2026-11-09T08:30:00.000Z', ...waiting }),
  useCase({ government: false }),
];

const decided = (decision: 'approve' | 'refuse', reason: string) => ({
  ...{ decision, reason, operator: 'operator@example.com', at: '2026-11-08T08:30:00.000Z' },
});

/** Use cases of several organizations, as operators see them. */
export const someAdminUseCases = (): AdminUseCaseView[] => [
  {
    ...useCase({ id: 'uc_2', ...waiting }),
    ...{ accountId: 'acc_1', organization: 'Brandwatch Ltd', isLatest: true, decisions: [] },
  },
  {
    ...useCase({ id: 'uc_1', appName: 'Price monitor', shownAt: 'Screens in our shops' }),
    ...{ accountId: 'acc_2', organization: 'Shop Ltd', isLatest: true },
    decisions: [decided('refuse', 'Say where it is shown.'), decided('approve', 'Fits the licence.')],
  },
];

/** Declares a use case of an app. It waits for approval where the app has one that was approved. */
function declare({ apps, useCases }: World, body: Readonly<Record<string, unknown>>) {
  const app = apps.find(({ id }) => id === body.app);
  if (!app) return gone;
  const { purpose, training, government } = body as unknown as UseCaseView;
  const id = `uc_${useCases.length + 1}`;
  const asks = app.useCase !== null;
  Object.assign(app, { purpose, training, government });
  app.useCase = { id, state: asks ? 'pending' : 'declared', reason: null, approved: app.useCase?.approved ?? false };
  const declared = useCase({ ...waiting, ...(body as object), id, appName: app.name, state: app.useCase.state });
  useCases.unshift(declared);
  return created(declared);
}

/** The routes of apps. */
export const appRoutes: Record<string, Route> = {
  'GET /v1/apps': ({ apps }) => listing(apps),
  'POST /v1/apps': ({ apps }, { body }) => {
    const app = { ...body, url: null, id: `app_${apps.length}`, createdAt, useCase: null } as unknown as AppView;
    apps.push(app);
    return created(app);
  },
  'PATCH /v1/apps/:id': ({ apps }, { body }, id) => {
    const app = apps.find((each) => each.id === id);
    if (!app) return gone;
    Object.assign(app, body);
    return done;
  },
  'DELETE /v1/apps/:id': (world, _, id) => {
    if (world.keys.some(({ app, revokedAt }) => app === id && !revokedAt))
      return refuse('conflict', 'This app has keys that work. Revoke them, then delete the app.');
    world.apps = world.apps.filter((each) => each.id !== id);
    return done;
  },
  'GET /v1/use-cases': ({ useCases }) => listing(useCases),
  'POST /v1/use-cases': (world, { body }) => declare(world, body),
};

const states = { approve: 'approved', refuse: 'refused', revoke: 'revoked' } as const;

/** The operator’s routes of use cases. */
export const useCaseRoutes: Record<string, Route> = {
  'GET /v1/admin/use-cases': ({ adminUseCases }, { query }) =>
    listing(adminUseCases.filter(({ state }) => !query.get('state') || query.get('state') === state)),
  ...Object.fromEntries(
    Object.entries(states).map(([decision, state]): [string, Route] => [
      `POST /v1/admin/use-cases/:id/${decision}`,
      ({ adminUseCases }, { body: { reason = '' } }, id) => {
        const found = adminUseCases.find((each) => each.id === id);
        if (!found) return gone;
        return ok(Object.assign(found, { state, reason }));
      },
    ]),
  ),
};
