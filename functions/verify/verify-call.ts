import { createHash } from 'node:crypto';
import { isByLimit } from '../../shared/domain/access/denial.ts';
import { parseSecret } from '../../shared/domain/keys/format.ts';
import { type Service, serviceOf } from '../../shared/domain/keys/service-key.ts';
import { AppError, type ProblemCode, problems } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bearerOf } from '../../shared/http/bearer.ts';
import { rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { VerifyAnswer } from '../../shared/http/verify-views.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { UpstreamDenied } from '../../shared/services/metering/upstream-admission.ts';
import { denial } from '../../shared/services/metering/upstream-refusal.ts';
import type { VerifyDeps, VerifyParts } from './deps.ts';
import { type Question, questionOf } from './question.ts';

/**
 * POST /v1/verify: an operator's server asks whether a buyer's key may have so many units, and they are metered with the yes: whoever asks
 * once its answer is ready charges exactly what it serves, and nothing where its work failed. 0 units is a question alone.
 */
export const verifyCall =
  (deps: VerifyParts): Route =>
  async (request) => {
    const service = await serviceIn(deps, request);
    const question = questionOf(request, deps.catalog);
    if (!service.for.includes(question.resource)) {
      throw new AppError('scope_missing', 'This service key may not verify calls of that.');
    }
    return ok(await verified(deps, service, question));
  };

async function serviceIn({ services }: VerifyDeps, { headers }: ApiRequest): Promise<Service> {
  const { authorization } = headers;
  if (!authorization)
    throw new AppError('key_missing', 'Send your service key as a header: Authorization: Bearer tgs_…');
  const service = serviceOf(await services(), bearerOf(authorization) ?? '');
  if (service) return service;
  throw new AppError('key_invalid', 'This is no service key that is in force. A buyer’s key goes into the body.');
}

async function verified(deps: VerifyParts, service: Service, question: Question): Promise<VerifyAnswer> {
  const { key, resource, units, address } = question;
  if (parseSecret(key) === null) return refused('key_malformed', 'This is not a whole key, tg_live_… or tg_test_…');
  const admission = await metering(() =>
    deps.admit({
      secret: key,
      datasetId: resource,
      address,
      unitsWanted: units,
      weight: Math.max(1, units),
    }),
  );
  if (!admission.allowed)
    return (await keptAnswer(deps, { service, question, denied: admission })) ?? refusedBy(admission);
  let charged = 0;
  try {
    const { accountId, keyId, environment } = admission.caller;
    const cost = admission.metered ? units * admission.unitWeight : 0;
    const remaining = admission.remainingAfter(cost);
    const headers = {
      'tollgate-cost': String(cost),
      ...(remaining === null ? {} : { 'tollgate-remaining': String(remaining) }),
      ...rateLimitHeaders(admission.standings(remaining)),
    };
    const answer: VerifyAnswer = { allowed: true, cost, remaining, accountId, keyId, environment, headers };
    const kept = await keepAnswer(deps, { service, question, answer });
    charged = kept.isNew ? cost : 0;
    if (!admission.metered && units > 0) await deps.noteFirstRead(accountId);
    return kept.answer;
  } finally {
    admission.settle(charged);
  }
}

const asked = ({ now }: VerifyDeps, { name }: Service, { requestId, key, resource, units }: Question) =>
  requestId === undefined
    ? null
    : {
        service: name,
        requestId,
        question: createHash('sha256')
          .update(JSON.stringify([key, resource, units]))
          .digest('base64url'),
        now: now(),
      };

type Repeating = { readonly service: Service; readonly question: Question; readonly denied: UpstreamDenied };

/**
 * Who has charged the last units and not heard of it asks again: the answer is still yes. It is not once the key was revoked, the account
 * suspended, or whatever else a call needs has gone.
 */
async function keptAnswer(deps: VerifyDeps, { service, question, denied }: Repeating): Promise<VerifyAnswer | null> {
  const before = isByLimit(denied.reason) ? asked(deps, service, question) : null;
  const answer = before && (await metering(() => deps.verifications.find(before)));
  return answer === null ? null : (JSON.parse(answer) as VerifyAnswer);
}

type Answering = { readonly service: Service; readonly question: Question; readonly answer: VerifyAnswer };

/** With a request id the first answer is kept before anything is charged for it: repeats get that one and cost nothing more. */
async function keepAnswer(deps: VerifyDeps, { service, question, answer }: Answering) {
  const before = asked(deps, service, question);
  if (!before) return { answer, isNew: true };
  const kept = await metering(() => deps.verifications.keep({ ...before, answer: JSON.stringify(answer) }));
  if (kept) return { answer: JSON.parse(kept.answer) as VerifyAnswer, isNew: kept.isNew };
  throw new AppError('conflict', 'Another call was verified under this requestId. Make a new id for each call.');
}

function refusedBy(denied: UpstreamDenied): VerifyAnswer {
  const { code, message, retryAfterSeconds, headers } = denial(denied);
  return refused(code, message, { retryAfterSeconds, headers });
}

type Known = { readonly retryAfterSeconds?: number | undefined; readonly headers?: Readonly<Record<string, string>> };

/** `status` is what the service should answer its caller with, as the gateway would. */
function refused(reason: ProblemCode, detail: string, { retryAfterSeconds, headers }: Known = {}): VerifyAnswer {
  const { status, title } = problems[reason];
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  const after: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` };
  return {
    ...{ allowed: false, reason, status, title, detail, cost: 0, ...retry },
    headers: { 'tollgate-cost': '0', ...headers, ...after },
  };
}
