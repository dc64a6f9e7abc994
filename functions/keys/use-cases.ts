import * as z from 'zod';
import { defaultApp, defaultAppId } from '../../shared/domain/apps/app.ts';
import { AppError } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { useCaseView } from '../../shared/http/present-use-case.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { described, usedFor } from './app-fields.ts';
import { asksOf, declaring, urlOf } from './declared-use.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { appIdLength, refuseUnknownApp } from './key-fields.ts';

/** The body of a use case: of which app, for what, for whom, and where the data is shown. */
export const NewUseCaseBody = z.strictObject({
  app: line(appIdLength).default(defaultAppId),
  purpose: described.purpose,
  audience: usedFor.audience,
  shownAt: usedFor.shownAt,
  training: described.training,
  government: described.government,
});

/** GET /v1/use-cases?app=: every use case that the organization declared, the latest first. */
export const listUseCases =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { accountId } = request.session;
    const page = pageRequestOf(request, ['app']);
    const app = request.query.get('app');
    const [{ useCases, cursor }, current] = await Promise.all([
      deps.useCases.pageOf(accountId, page),
      deps.useCases.currentOf(accountId),
    ]);
    const shown = useCases.filter((each) => app === null || each.app === app);
    const views = shown.map((useCase) =>
      useCaseView({ useCase, current: current.get(useCase.app)?.current ?? null }, asksOf(deps)),
    );
    return ok({ data: views, cursor });
  };

/**
 * POST /v1/use-cases: declares the use of data by an app. It is in force within 2 s, or waits for an operator where a licence asks for approval. The
 * same use is not declared again, unless it was refused or revoked.
 */
export const declareUseCase =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { accountId } = request.session;
    const { app: appId, audience, shownAt, ...use } = bodyOf(request, NewUseCaseBody);
    const said = { ...use, audience, shownAt };
    const declare = declaring(deps, said, { again: true });
    const audit = auditOf(deps, request, { action: 'use_case.declared', detail: { app: appId } });
    const app = await deps.apps.find(accountId, appId);
    if (!app) await refuseUnknownApp(deps, request, appId);
    const change = { ...use, ...urlOf(said) };
    const isDone = app
      ? await deps.apps.change(app, { ...change, declare }, audit)
      : await deps.apps.insert({ ...defaultApp(accountId, audit.at), ...change }, audit, declare);
    const latest = (await deps.useCases.currentOf(accountId)).get(appId);
    if (!isDone || !latest) throw new AppError('conflict', 'This app was deleted meanwhile.');
    return created(useCaseView(latest, asksOf(deps)));
  };
