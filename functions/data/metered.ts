import { isByUnits } from '../../shared/domain/access/denial.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { admitRead } from './admit-read.ts';
import { dataCallOf, type PrepareRead } from './data-call.ts';
import type { DataParts } from './deps.ts';
import { meterHeaders } from './headers.ts';
import { refusal } from './refusal.ts';
import { serveRead } from './serve-read.ts';

/**
 * Serves a metered read: admit, read, commit, answer. It reserves the highest cost before the read, and charges the served units after it.
 * So a failed read costs nothing, and no answer passes a hard limit.
 */
export async function metered(deps: DataParts, request: ApiRequest, prepare: PrepareRead): Promise<Answer> {
  const call = await dataCallOf(deps, request, prepare);
  const admission = await admitRead(deps, call);
  if (admission.allowed) return serveRead(deps, call, admission);
  const before = isByUnits(admission.reason) && (await call.read.answeredBefore?.());
  if (before) return withHeaders(before, meterHeaders(deps, { ...call, cost: 0, remaining: null }));
  throw refusal(deps, call, admission);
}
