import { isDeepStrictEqual } from 'node:util';
import { isOperator, type Operator } from '../../shared/domain/accounts/operator.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { Step } from './deps.ts';

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
  'operatorRole',
];

const pageSize = 1_000;
const atOnce = 25;

/** Puts the account's id in place of its people in the trail. Operators stay named: they answer for what they decided. */
export const anonymiseTrail: Step = async ({ audit, catalog }, { id }) => {
  let cursor: string | undefined;
  do {
    const page = await audit.list(id, { limit: pageSize, cursor });
    const personal = page.entries
      .map((entry) => ({ entry, redacted: redacted(entry, catalog.operators) }))
      .filter(({ entry, redacted }) => !isDeepStrictEqual(entry, redacted));
    for (let i = 0; i < personal.length; i += atOnce)
      await Promise.all(personal.slice(i, i + atOnce).map((each) => audit.redact(each.redacted)));
    cursor = page.cursor;
  } while (cursor);
};

function redacted(entry: AuditEntry, operators: readonly Operator[]): AuditEntry {
  const isPerson = entry.actor.includes('@') && !isOperator(operators, entry.actor);
  const detail = Object.entries(entry.detail).filter(([name]) => keptDetail.includes(name));
  return { ...entry, actor: isPerson ? entry.accountId : entry.actor, detail: Object.fromEntries(detail) };
}
