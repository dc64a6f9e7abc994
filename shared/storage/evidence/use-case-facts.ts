import type { DecidedUseCase, UseCase } from '../../domain/apps/use-case.ts';
import type { Write } from '../table/table.ts';
import { factWrite } from './facts.ts';

/** The write of a declared use case as a fact: all that was declared. It names nobody. */
export function useCaseFact({ decisions: _, endedAt: __, accountId, declaredAt, ...declared }: UseCase): Write {
  return factWrite({ ...declared, kind: 'use-case', organization: accountId, at: declaredAt });
}

/** The write of a decision on a use case as a fact. The operator who took it is in the trail. */
export const useCaseDecisionFact = ({ id, accountId, app }: UseCase, { decision, reason, at }: DecidedUseCase): Write =>
  factWrite({
    kind: 'use-case-decision',
    id: `${id}.${decision}.${Date.parse(at).toString(36)}`,
    organization: accountId,
    useCase: id,
    app,
    decision,
    reason,
    at,
  });
