import { createHash } from 'node:crypto';
import { isByLimit } from '../../shared/domain/access/denial.ts';
import type { Service } from '../../shared/domain/keys/service-key.ts';
import { AppError } from '../../shared/errors.ts';
import type { VerifyAnswer } from '../../shared/http/verify-views.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { UpstreamDenied } from '../../shared/services/metering/upstream-admission.ts';
import type { VerifyDeps } from './deps.ts';
import type { Question } from './question.ts';

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
 * A service that lost the answer to its last units asks again, and still gets a yes. It gets none once the key was revoked, the account
 * suspended, or another requirement fails.
 */
export async function storedAnswer(
  deps: VerifyDeps,
  { service, question, denied }: Repeating,
): Promise<VerifyAnswer | null> {
  const before = isByLimit(denied.reason) ? asked(deps, service, question) : null;
  const answer = before && (await metering(() => deps.verifications.find(before)));
  return answer === null ? null : (JSON.parse(answer) as VerifyAnswer);
}

type Answering = { readonly service: Service; readonly question: Question; readonly answer: VerifyAnswer };

/** With a request id, the first answer is stored before anything is charged. Repeats get that answer and cost nothing more. */
export async function storeAnswer(deps: VerifyDeps, { service, question, answer }: Answering) {
  const before = asked(deps, service, question);
  if (!before) return { answer, isNew: true };
  const stored = await metering(() => deps.verifications.store({ ...before, answer: JSON.stringify(answer) }));
  if (stored) return { answer: JSON.parse(stored.answer) as VerifyAnswer, isNew: stored.isNew };
  throw new AppError('conflict', 'This requestId belongs to another request. Use a new id for each request.');
}
