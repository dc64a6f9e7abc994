import type { AnsweredCall, SentWebhook } from '@tollgate/stripe-simulator';
import { differencesOfAnswer, differencesOfRefusal } from './answers.ts';
import type { Difference } from './difference.ts';
import { differencesOfRequest } from './requests.ts';

/** Refused before the parameters counted, or because of them: Stripe refuses these calls too. */
const isRefused = (status: number) => status === 400 || status === 401 || status === 404;

/** Compares a call and its answer with Stripe's documents. A parameter that the simulator refuses too is no difference. */
export function differencesOfCall(call: AnsweredCall): Difference[] {
  const asked = isRefused(call.status) ? [] : differencesOfRequest(call);
  if (call.answer === '') return asked;
  const answer = JSON.parse(call.answer) as Record<string, unknown>;
  return [...asked, ...(call.status >= 400 ? differencesOfRefusal(answer) : differencesOfAnswer(answer))];
}

/** Compares the body of a webhook with Stripe's documents. */
export const differencesOfWebhook = ({ body }: SentWebhook): Difference[] => differencesOfAnswer(JSON.parse(body));
