import type { AppView } from '../../shared/http/views.ts';
import { created, done, gone, listing, type Route, refuse } from './stub-answers.ts';

const createdAt = '2026-11-06T08:30:00.000Z';
const noLimits = { rateLimits: [], maxInFlight: null, allowanceShare: null };

/** The default app, of which nothing is said yet, and an app with limits. */
export const someApps = (): AppView[] => [
  {
    id: 'default',
    name: 'Default',
    purpose: '',
    url: null,
    training: null,
    government: null,
    ...noLimits,
    createdAt,
    useCase: null,
  },
  {
    ...{ id: 'app_1', name: 'لوحة الأخبار', purpose: 'Shows which brands are spoken of, for editors.' },
    ...{ url: 'https://news.example.com/trends', training: false, government: true },
    ...{ rateLimits: [{ requests: 600, windowSeconds: 60 }], maxInFlight: 4, allowanceShare: 25, createdAt },
    useCase: {
      ...{ id: 'uc_1', state: 'pending', reason: null, approved: false },
    },
  },
];

/** The routes of apps. */
export const appRoutes: Record<string, Route> = {
  'GET /v1/apps': ({ apps }) => listing(apps),
  'POST /v1/apps': ({ apps }, { body }) => {
    const app = { ...body, id: `app_${apps.length}`, createdAt } as unknown as AppView;
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
};
