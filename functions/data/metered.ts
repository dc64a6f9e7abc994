import { type Admission, admit, type DenialReason, remainingOf } from '../../shared/domain/access/admit.ts';
import { isInNetworks } from '../../shared/domain/access/network.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { datasetOf, licenceOf } from '../../shared/domain/catalog/look-up.ts';
import { isAccepted } from '../../shared/domain/licences/licence.ts';
import { textHashOf } from '../../shared/domain/licences/text-hash.ts';
import { dayOf } from '../../shared/domain/usage/usage.ts';
import { AppError } from '../../shared/errors.ts';
import { type Answer, ok } from '../../shared/http/answer.ts';
import { found } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { StorageUnavailable } from '../../shared/storage/table.ts';
import { type Caller, callerOf } from './caller.ts';
import type { DataDeps } from './deps.ts';
import { meterHeaders } from './headers.ts';

/** A read: at most how many units it asks for, and the work once some are granted. `units` is what it has to be charged for. */
export type MeteredRead = {
  readonly units: number;
  readonly run: (scope: {
    readonly sampleOnly: boolean;
    readonly maxUnits: number;
  }) => Promise<{ readonly units: number; readonly body: unknown }>;
};

const mostRaces = 5;

/**
 * Serves a metered read: admit, read, charge, answer. Charged is what is served, in one conditional write after the read and
 * before the answer, so a read that fails costs nothing and no answer passes a hard limit. When another call took the units
 * meanwhile, the read is admitted again with what is left.
 */
export async function metered(
  deps: DataDeps,
  request: ApiRequest,
  prepare: (dataset: Dataset) => MeteredRead,
): Promise<Answer> {
  const caller = await callerOf(deps, request);
  const dataset = found(
    datasetOf(deps.catalog, request.params.dataset ?? ''),
    `The dataset "${shown(request.params.dataset)}"`,
  );
  const read = prepare(dataset);
  for (let race = 0; race < mostRaces; race++) {
    const answer = await tryServe(deps, { request, caller, dataset, read, race });
    if (answer) return answer;
  }
  throw new AppError('metering_unavailable', 'Too many calls at once on this account. Try again.', {
    retryAfterSeconds: 1,
  });
}

type Serving = {
  readonly request: ApiRequest;
  readonly caller: Caller;
  readonly dataset: Dataset;
  readonly read: MeteredRead;
  readonly race: number;
};

async function tryServe(deps: DataDeps, serving: Serving): Promise<Answer | null> {
  const { caller, dataset, read } = serving;
  const { entitlement } = caller;
  const { period } = entitlement;
  const counters = period ? await metering(() => deps.usage.counters(caller.key.accountId, period.start)) : { used: 0 };
  const admission = admit(entitlement, counters, accessRequest(deps, serving), deps.now());
  if (!admission.allowed) throw denial(deps, caller, admission.reason);
  const { units, body } = await read.run({ sampleOnly: !admission.metered, maxUnits: admission.grantedUnits });
  const cost = admission.metered ? units : 0;
  if (cost > 0 && !(await metering(() => charge(deps, serving, cost)))) return null;
  const remaining = remainingAfter(admission, caller, { used: counters.used + cost });
  return ok(body, meterHeaders(deps, { dataset, entitlement, cost, remaining }));
}

/** What cannot be counted is not served. */
async function metering<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (!(cause instanceof StorageUnavailable)) throw cause;
    const detail = 'The meter does not answer, so nothing was served. Try again in a moment.';
    throw new AppError('metering_unavailable', detail, { cause, retryAfterSeconds: 1 });
  }
}

function accessRequest(deps: DataDeps, { request, caller, dataset, read }: Serving) {
  const licence = found(licenceOf(deps.catalog, dataset.licence), 'The licence of this dataset');
  return {
    key: caller.key,
    datasetId: dataset.id,
    licenceAccepted: isAccepted(licence, textHashOf(licence), caller.acceptances),
    suspended: caller.suspended,
    addressAllowed: isInNetworks(request.address, caller.key.cidrs),
    units: read.units,
  };
}

/** False when the units are not there any more. */
async function charge(deps: DataDeps, { request, caller, dataset, race }: Serving, units: number): Promise<boolean> {
  const { key, entitlement } = caller;
  if (!entitlement.period) throw new Error('A metered call has a period to be counted in');
  return deps.usage.charge({
    accountId: key.accountId,
    keyId: key.id,
    datasetId: dataset.id,
    periodStart: entitlement.period.start,
    day: dayOf(deps.now()),
    units,
    limit: entitlement.overage ? null : entitlement.allowance,
    requestId: `${request.id.slice(0, 34)}-${race}`,
  });
}

const remainingAfter = (
  admission: Admission & { allowed: true },
  { entitlement }: Caller,
  counters: { used: number },
) => (admission.metered ? remainingOf(entitlement, counters) : null);

const sentences: Record<DenialReason, string> = {
  key_invalid: 'This key was revoked or has expired.',
  suspended: 'This account is suspended.',
  licence_not_accepted: 'Accept the licence of this dataset on your dashboard first.',
  payment_required: 'There is no paid plan at the moment. Choose one on the pricing page, or pay the open invoice.',
  dataset_not_in_plan: 'Your plan does not include this dataset.',
  scope_missing: 'This key may not read this dataset.',
  ip_not_allowed: 'This key may not be used from this network address.',
  quota_exhausted:
    'The allowance of this period is used up. It starts anew with the next one; a larger plan helps at once.',
};

function denial(deps: DataDeps, { entitlement }: Caller, reason: DenialReason): AppError {
  const until = reason === 'quota_exhausted' ? entitlement.period?.end : undefined;
  const retryAfterSeconds =
    until === undefined ? undefined : Math.ceil((Date.parse(until) - deps.now().getTime()) / 1000);
  return new AppError(reason, sentences[reason], { retryAfterSeconds });
}

const shown = (text = ''): string => text.slice(0, 60);
