import type { Operations } from '../../shared/http/operation.ts';
import { QuestionBody } from './question.ts';
import type { verifyRoutes } from './routes.ts';

/** The description of the verification of calls elsewhere, for callers. */
export const verifyOperations: Operations<typeof verifyRoutes> = {
  'POST /v1/verify': {
    id: 'verifyCall',
    group: 'operator',
    summary: 'Verify a call',
    description: 'A server of the operator asks whether a buyer’s key may have so many units. A yes charges them.',
    body: QuestionBody,
    answers: { 200: 'VerifyAnswer' },
    problems: ['scope_missing', 'metering_unavailable'],
  },
};
