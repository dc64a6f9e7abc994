import { type CountedUseCase, standingOf, type UseCase } from '../domain/apps/use-case.ts';
import type { AppUseCaseView, UseCaseState, UseCaseView } from './views.ts';

/** A use case that nobody decided on waits for an operator only where a licence asks for approval. */
function useCaseState(useCase: UseCase, asks: boolean): UseCaseState {
  const standing = standingOf(useCase);
  return standing === 'open' ? (asks ? 'pending' : 'declared') : standing;
}

/** A use case without its account and the operators who decided. `asks`: some licence asks for approval. */
export function useCaseView({ useCase, current }: CountedUseCase, asks: boolean): UseCaseView {
  const { accountId, decisions, endedAt, ...declared } = useCase;
  const last = decisions.at(-1);
  return {
    ...declared,
    state: useCaseState(useCase, asks),
    reason: last?.reason ?? null,
    decidedAt: last?.at ?? null,
    inForce: current?.inForce === useCase.id,
  };
}

/** The latest use case of an app, as its app shows it; null: it has none. */
export function appUseCaseView(latest: CountedUseCase | undefined, asks: boolean): AppUseCaseView | null {
  if (!latest) return null;
  const { id, state, reason } = useCaseView(latest, asks);
  return { id, state, reason, approved: latest.current?.isApproved === true };
}
