import * as z from 'zod';
import { type App, maxApps, noAppLimits } from '../../shared/domain/apps/app.ts';
import { randomText } from '../../shared/domain/keys/format.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { created, noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { appViews } from '../../shared/http/present-key.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import type { AppChange, AppRemoval } from '../../shared/storage/apps/apps.ts';
import { described, limits, usedFor } from './app-fields.ts';
import { declaring, urlOf } from './declared-use.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { withUsedBefore } from './used-before.ts';

/** The body of a new app. */
export const NewAppBody = z.strictObject({
  name: described.name,
  purpose: described.purpose,
  url: described.url.optional(),
  training: described.training,
  government: described.government,
  audience: usedFor.audience.optional(),
  shownAt: usedFor.shownAt.optional(),
  rateLimits: limits.rateLimits.default([]),
  maxInFlight: limits.maxInFlight.default(null),
  allowanceShare: limits.allowanceShare.default(null),
});

/** The details of an app to change. */
export const AppChangeBody = z.strictObject({ ...described, ...limits }).partial();

/** GET /v1/apps: by time of creation; the default app is there once a key is. */
export const listApps =
  (deps: KeysDeps): SignedInRoute =>
  async ({ session: { accountId } }) => {
    const [apps, useCases] = await Promise.all([deps.apps.listOf(accountId), deps.useCases.currentOf(accountId)]);
    return ok({ data: appViews(apps, useCases, deps) });
  };

/** POST /v1/apps: an app that keys can belong to. Training and government use must be said. */
export const createApp =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { audience, shownAt, ...body } = bodyOf(request, NewAppBody);
    const said = { ...body, audience, shownAt };
    const app: App = {
      ...noAppLimits,
      ...{ ...body, url: body.url ?? null, ...urlOf(said) },
      id: `app_${randomText(12, deps.randomBytes)}`,
      accountId: request.session.accountId,
      createdAt: deps.now().toISOString(),
    };
    const audit = auditOf(deps, request, { action: 'app.created', detail: { app: app.id, name: app.name } });
    if (!(await deps.apps.insert(app, audit, declaring(deps, said))))
      throw new AppError(
        'conflict',
        `An organization has at most ${maxApps} apps beside its default app. Delete one that you don’t use.`,
      );
    return created(appViews([app], await deps.useCases.currentOf(app.accountId), deps)[0]);
  };

/** PATCH /v1/apps/{id}: its use and its limits; 204. Another use is another use case. Both take effect within 2 s. */
export const changeApp =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const body = bodyOf(request, AppChangeBody);
    const fields = Object.keys(body);
    if (fields.length === 0) {
      throw invalid([{ field: 'body', message: `must have some of ${Object.keys(AppChangeBody.shape).join(', ')}` }]);
    }
    const app = await appIn(deps, request);
    const change = { ...body, declare: declaring(deps, body) } as AppChange;
    const audit = auditOf(deps, request, { action: 'app.changed', detail: { app: app.id, fields: fields.join() } });
    if (!(await deps.apps.change(app, await withUsedBefore(deps, app, change), audit)))
      throw new AppError('conflict', 'This app was deleted meanwhile.');
    return noContent();
  };

/** DELETE /v1/apps/{id}: refused while a key of it is in force; 204. */
export const removeApp =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const app = await appIn(deps, request);
    const audit = auditOf(deps, request, { action: 'app.removed', detail: { app: app.id, name: app.name } });
    const outcome = await deps.apps.remove(app.accountId, app.id, audit);
    if (outcome === 'in_use' || outcome === 'default') throw new AppError('conflict', refusals[outcome]);
    return noContent();
  };

const refusals: Readonly<Record<Exclude<AppRemoval, 'removed' | 'gone'>, string>> = {
  in_use: 'This app has keys that work. Revoke them, then delete the app.',
  default: 'The default app has the keys that name no app, so it cannot be deleted.',
};

async function appIn({ apps }: KeysDeps, { session, params }: SignedInRequest): Promise<App> {
  return found(await apps.find(session.accountId, params.id ?? ''), 'This app');
}
