import { isDeepStrictEqual } from 'node:util';
import type { Person } from '../../shared/domain/accounts/member.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { AccountDeletionDeps, Step } from './deps.ts';

/** Keys of a trail line's detail that are kept: ids and our own words. Names, roles, labels, handles and reasons are removed. */
const keptDetail = [
  'key',
  'next',
  'expiresAt',
  'subscription',
  'licence',
  'version',
  'sha256',
  'grants',
  'ended',
  'by',
  'fields',
  'badge',
  'environment',
  'webhook',
  'member',
  'from',
  'to',
  'invitation',
];

const pageSize = 1_000;
const atOnce = 25;

/** Puts the account's id in place of its people in the trail. Operators stay named: they answer for what they decided. */
export const anonymiseTrail: Step = (deps, { id }) =>
  redactTrail(deps, id, (entry) => redacted(entry, deps.catalog.operators));

/** Puts a person's id in place of their address in the lines of one trail. */
export const anonymisePerson = (deps: AccountDeletionDeps, person: Person, accountId: string): Promise<void> =>
  redactTrail(deps, accountId, (entry) => withoutPerson(entry, person));

async function redactTrail(
  { audit }: Pick<AccountDeletionDeps, 'audit'>,
  accountId: string,
  redactedOf: (entry: AuditEntry) => AuditEntry,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await audit.list(accountId, { limit: pageSize, cursor });
    const personal = page.entries
      .map((entry) => ({ entry, redacted: redactedOf(entry) }))
      .filter(({ entry, redacted }) => !isDeepStrictEqual(entry, redacted));
    for (let i = 0; i < personal.length; i += atOnce)
      await Promise.all(personal.slice(i, i + atOnce).map((each) => audit.redact(each.redacted)));
    cursor = page.cursor;
  } while (cursor);
}

/** Their own lines keep ids and our words alone; lines of others lose the address. */
function withoutPerson(entry: AuditEntry, { id, email }: Person): AuditEntry {
  const isOwn = entry.actor === email;
  const detail = Object.entries(entry.detail).filter(([name, value]) =>
    isOwn ? keptDetail.includes(name) : value !== email,
  );
  return { ...entry, actor: isOwn ? id : entry.actor, detail: Object.fromEntries(detail) };
}

function redacted(entry: AuditEntry, operators: readonly string[]): AuditEntry {
  const isPerson = entry.actor.includes('@') && !operators.includes(entry.actor);
  const detail = Object.entries(entry.detail).filter(([name]) => keptDetail.includes(name));
  return { ...entry, actor: isPerson ? entry.accountId : entry.actor, detail: Object.fromEntries(detail) };
}
