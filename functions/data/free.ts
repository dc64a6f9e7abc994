import { ok } from '../../shared/http/answer.ts';
import { catalogView } from '../../shared/http/present-catalog.ts';
import { usageView } from '../../shared/http/present-usage.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { versionOf } from '../../shared/services/datasets/version.ts';
import { refusalPage } from '../../shared/services/evidence/refusal-page.ts';
import { usedOf } from '../../shared/services/usage/current-usage.ts';
import { callerOf } from './caller.ts';
import type { DataDeps } from './deps.ts';
import { unmetered } from './unmetered.ts';

const free = { 'tollgate-cost': '0' };

/** GET /data: the datasets and their fields, in the reader's language; costs nothing. */
export const listDatasets =
  (deps: DataDeps): Route =>
  async (request) => {
    const version = versionOf(request);
    const language = languageOf(request);
    const read = { 'content-language': language, vary: 'Accept-Language' };
    const caller = await callerOf(deps, request);
    return unmetered(deps, caller, request, async () =>
      ok({ data: catalogView(deps.catalog, language).datasets }, { ...free, 'tollgate-version': version, ...read }),
    );
  };

/** GET /v1/usage/current: used and remaining units of the present period; costs nothing. */
export const readCurrentUsage =
  (deps: DataDeps): Route =>
  async (request) => {
    const caller = await callerOf(deps, request);
    return unmetered(deps, caller, request, async () => {
      const { key, entitlement, spendCap } = caller;
      await deps.admission.report();
      const used = await usedOf(deps.liveUsage, { accountId: key.accountId, entitlement, now: deps.now() });
      return ok(usageView(entitlement, { ...used, spendCap }, []), free);
    });
  };

/** GET /v1/usage/refusals?from&to: the refused calls of this key, the latest first; costs nothing. */
export const readRefusals =
  (deps: DataDeps): Route =>
  async (request) => {
    const caller = await callerOf(deps, request);
    const { accountId, id: keyId } = caller.key;
    return unmetered(deps, caller, request, async () =>
      ok(await refusalPage(deps, request, { accountId, keyId }), free),
    );
  };
