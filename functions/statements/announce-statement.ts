import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { type EventData, eventIdOf } from '../../shared/domain/webhooks/event.ts';
import type { SignedStatement } from '../../shared/storage/evidence/statements.ts';
import type { StatementsDeps } from './deps.ts';

/**
 * Tells an organization of its statement: webhooks have all of it, and a mail goes out where the organization chose that. Each is told once, however
 * often this runs. An organization that is leaving is told nothing more.
 */
export async function announceStatement(deps: StatementsDeps, { text, statement }: SignedStatement): Promise<void> {
  const { id, organization: accountId, day, at, entries, totals } = statement;
  const account = await deps.accounts.find(accountId);
  if (!account || lifeOf(account) !== 'active') return;
  const occasion = `statement:${day}`;
  const data = { statement: id, day, entries, signed: JSON.parse(text) as EventData };
  const event = { id: eventIdOf(accountId, occasion), type: 'statement.created', accountId, at, data } as const;
  await deps.webhookEvents.send({ event });
  if (account.mailsStatements !== true) return;
  const sumOf = (of: 'calls' | 'records') => totals.reduce((sum, total) => sum + total[of], 0);
  const { email, language } = account;
  const once = { id: deps.newId(), accountId, noticeId: occasion };
  const counts = { calls: sumOf('calls'), records: sumOf('records') };
  await deps.mail.send({ template: 'statement_made', ...once, email, language, day, ...counts });
}
