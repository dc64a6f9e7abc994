import { queueFunction } from '../../shared/http/stacks.ts';
import type { AccountDeletionMessage } from '../../shared/queues.ts';
import { forgetNames } from './anonymise.ts';
import { type AccountDeletionDeps, deletionAudit, type Step } from './deps.ts';
import {
  endAffiliations,
  endSessions,
  forgetApps,
  forgetDomains,
  removePasskeys,
  removeWebhooks,
  retireKeys,
  withdrawBadges,
} from './end-access.ts';
import { endPayments } from './end-payments.ts';
import { eraseTraces, retainAcceptances } from './erase.ts';

/** Queued again where the last step did not follow; the mailer mails it once. */
const tell: Step = ({ mail, newId }, { id: accountId, email, organization, language }) =>
  mail.send({ template: 'account_deleted', id: newId(), accountId, email, organization, language });

/** The mark comes first: from then on the account gets nothing new. Its people are told while there is an address to write to. */
const steps: readonly Step[] = [
  async (deps, { id }) =>
    void (await deps.accounts.leave(id, deletionAudit(deps, id, { action: 'account.leaving', detail: {} }))),
  ({ access, now }, { id }) => access.leave(id, now().toISOString()),
  endSessions,
  retireKeys,
  forgetApps,
  withdrawBadges,
  endPayments,
  endAffiliations,
  forgetDomains,
  removePasskeys,
  removeWebhooks,
  retainAcceptances,
  forgetNames,
  eraseTraces,
  tell,
  async (deps, account) =>
    void (await deps.accounts.forget(
      account,
      deletionAudit(deps, account.id, { action: 'account.deleted', detail: {} }),
    )),
];

/**
 * Deletes an account (decision 0009): what may not be kept goes or loses its names, what must be kept stays. Every step can
 * be done again, so a message that comes back, or twice, goes on where the one before it was interrupted.
 */
export const accountDeletion = (deps: AccountDeletionDeps) =>
  queueFunction(deps, async ({ body }) => {
    const { accountId } = JSON.parse(body) as AccountDeletionMessage;
    const account = await deps.accounts.find(accountId);
    if (!account || account.leftAt !== undefined) return;
    for (const step of steps) await step(deps, account);
    deps.log.info('account deleted', { account: accountId });
  });
