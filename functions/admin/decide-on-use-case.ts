import {
  afterDecision,
  standingOf,
  type UseCase,
  type UseCaseDecision,
  type UseCaseStanding,
} from '../../shared/domain/apps/use-case.ts';
import { useCaseOccasion } from '../../shared/domain/mail/mails/use-case-decided.ts';
import { eventIdOf } from '../../shared/domain/webhooks/event.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';
import { adminUseCaseView } from './use-cases.ts';

/**
 * POST /v1/admin/use-cases/{id}/approve|refuse|revoke {reason}: known to the app's keys within 2 s. The organization reads the reason, by email, on its
 * dashboard and by webhook. An approval that stays in force while a change is refused is revoked by its own id.
 */
export const decideOnUseCase =
  (deps: AdminDeps, decision: UseCaseDecision): OperatorRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const { reason, email: operator } = request.operator;
    const counted = found(await deps.useCases.find(request.params.id ?? ''), 'This use case');
    const { useCase, current } = counted;
    if (!current || !afterDecision(current, useCase, decision)) {
      if (!isAlready(useCase, decision, reason)) throw undecidable(useCase, decision);
      await tellOrganization(deps, useCase);
      return ok(await adminUseCaseView(deps, counted));
    }
    const decided = { decision, reason, operator, at: deps.now().toISOString() };
    const next = await deps.useCases.decide(useCase.id, decided, auditOf(deps, request, { useCase, decision }));
    if (!next) throw new AppError('conflict', 'This use case changed in the meantime. Reload it, then decide.');
    await tellOrganization(deps, next);
    return ok(await adminUseCaseView(deps, found(await deps.useCases.find(next.id), 'This use case')));
  };

const past = { approve: 'approved', refuse: 'refused', revoke: 'revoked' } as const;

/** The same decision again, as after an answer that was lost: the organization may not have been told. */
const isAlready = ({ decisions }: UseCase, decision: UseCaseDecision, reason: string): boolean =>
  decisions.at(-1)?.decision === decision && decisions.at(-1)?.reason === reason;

const words: Readonly<Record<UseCaseStanding, string>> = {
  open: 'not decided on',
  approved: 'approved',
  refused: 'refused',
  revoked: 'revoked',
  ended: 'no longer in force',
};

const undecidable = (useCase: UseCase, decision: UseCaseDecision) =>
  new AppError('conflict', `A use case that is ${words[standingOf(useCase)]} cannot be ${past[decision]}.`);

type Decided = { readonly useCase: UseCase; readonly decision: UseCaseDecision };

const auditOf = (deps: AdminDeps, request: OperatorRequest, { useCase, decision }: Decided) =>
  operatorLine(deps, request, {
    accountId: useCase.accountId,
    action: `use_case.${past[decision]}`,
    detail: { app: useCase.app, useCase: useCase.id },
  });

/** Mails the latest decision and queues its event, each once a decision however often this runs. */
async function tellOrganization(deps: AdminDeps, useCase: UseCase): Promise<void> {
  const { id, accountId, app, appName, decisions } = useCase;
  const account = await deps.accounts.find(accountId);
  const last = decisions.at(-1);
  if (!last || !account || account.email === '') return;
  const { decision, reason, at } = last;
  const { email, language } = account;
  const noticeId = useCaseOccasion({ useCase: id, at });
  const once = { id: deps.newId(), accountId, noticeId };
  await deps.mail.send({ template: 'use_case_decided', ...once, email, language, decision, appName, reason });
  const data = { useCase: id, app, appName, reason };
  const type = `use_case.${past[decision]}` as const;
  await deps.webhookEvents.send({ event: { id: eventIdOf(accountId, noticeId), type, accountId, at, data } });
}
