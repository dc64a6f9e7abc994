import { parseSecret } from '../../shared/domain/keys/format.ts';
import type { Service } from '../../shared/domain/keys/service-key.ts';
import { ok } from '../../shared/http/answer.ts';
import { rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import type { Route } from '../../shared/http/route.ts';
import type { VerifyAnswer } from '../../shared/http/verify-views.ts';
import { admitQuestion } from './admit-question.ts';
import type { VerifyParts } from './deps.ts';
import { allowedCall, type Question, questionOf } from './question.ts';
import { refused, refusedBy } from './refused.ts';
import { expectMayVerify, serviceIn } from './service.ts';
import { storeAnswer, storedAnswer } from './stored-answers.ts';

/**
 * POST /v1/verify: an operator's server asks whether a buyer's key may have so many units. A yes meters them. A server that asks once its
 * answer is ready charges exactly what it serves, and nothing if its work failed. A question about 0 units meters nothing.
 */
export const verifyCall =
  (deps: VerifyParts): Route =>
  async (request) => {
    const service = await serviceIn(deps, request);
    const question = questionOf(request, deps.catalog);
    expectMayVerify(service, question.resource);
    return ok(await verified(deps, request, { service, question }));
  };

type Asked = { readonly service: Service; readonly question: Question };

async function verified(
  deps: VerifyParts,
  request: Parameters<Route>[0],
  { service, question }: Asked,
): Promise<VerifyAnswer> {
  const { key, units } = question;
  if (parseSecret(key) === null)
    return refused('key_malformed', 'This key is incomplete. A key starts with tg_live_ or tg_test_.');
  const admission = await admitQuestion(deps, request, question);
  if (!admission.allowed)
    return (await storedAnswer(deps, { service, question, denied: admission })) ?? refusedBy(admission);
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
    const stored = await storeAnswer(deps, { service, question, answer });
    const charged = stored.isNew ? cost : 0;
    if (!admission.metered && units > 0) await deps.noteFirstRead(accountId);
    // A repeated question is no other call, so the ledger has the first alone.
    const noted = admission.commit(charged, undefined, stored.isNew ? allowedCall(question) : undefined);
    return noted ? withReceipt(stored.answer, noted.receipt()) : stored.answer;
  } finally {
    admission.commit(0);
  }
}

/** The receipt in the body, and among the headers that the service passes on to its caller. */
const withReceipt = (answer: VerifyAnswer, receipt: string): VerifyAnswer =>
  answer.allowed ? { ...answer, receipt, headers: { ...answer.headers, 'tollgate-receipt': receipt } } : answer;
