import type { ChainedLine } from '../../domain/accounts/trail-line.ts';
import { operators } from '../../domain/webhooks/webhook.ts';
import type { AuditEntry } from '../accounts/audit.ts';
import type { Table } from '../table/table.ts';
import type { TrailLine } from './old-trail.ts';
import { trailNamesOver } from './trail-names.ts';

/** A line whose names are ids, of the organization unless the actor is an operator. */
export type Raw = TrailLine & {
  readonly actorId?: string;
  readonly isOperator?: boolean;
  /** An operator did it, whether the line is chained yet or not. */
  readonly byOperator?: true;
  readonly ids?: ChainedLine['names'];
};

/** A chained line as it is, with ids. */
export const rawOfChained = ({ organization, actor, names, id, at, action, detail }: ChainedLine): Raw => ({
  ...{ id, accountId: organization, at, action, detail, ids: names },
  ...(typeof actor === 'string' ? { actor } : { actor: '', actorId: actor.id, isOperator: actor.kind === 'operator' }),
  ...(typeof actor === 'object' && actor.kind === 'operator' && { byOperator: true }),
});

/** A waiting line as it is; its names are not apart from it yet. */
export const rawOfWaiting = ({ actor, ...line }: AuditEntry): Raw => ({
  ...line,
  actor: typeof actor === 'string' ? actor : actor.name,
  ...(typeof actor === 'object' && actor.kind === 'operator' && { byOperator: true }),
});

/** A line with ids in the place of names. */
export const unnamed = ({ actorId, isOperator, byOperator, ids, ...line }: Raw): TrailLine => ({
  ...line,
  actor: actorId ?? line.actor,
  detail: { ...line.detail, ...ids },
});

/** The words for what was erased. */
const erased = (kind: string): string => (kind === 'handle' ? 'former handle' : 'erased');
const formerMember = 'former member';

/** Lines with the names that are kept, in one round trip. */
export async function named(table: Table, accountId: string, lines: readonly Raw[]): Promise<TrailLine[]> {
  const names = trailNamesOver(table);
  const idsOf = ({ ids = {}, actorId, isOperator }: Raw) => [
    ...Object.values(ids),
    ...(actorId === undefined || isOperator ? [] : [actorId]),
  ];
  const operatorOf = ({ actorId, isOperator }: Raw) => (actorId !== undefined && isOperator ? [actorId] : []);
  const [own, ofOperators] = await Promise.all([
    names.find(accountId, lines.flatMap(idsOf)),
    names.find(operators, lines.flatMap(operatorOf)),
  ]);
  return lines.map(({ actorId, isOperator, byOperator, ids = {}, ...line }) => {
    const resolved = Object.entries(ids).map(([kind, id]) => [kind, own.get(id) ?? erased(kind)]);
    const person = actorId === undefined ? undefined : (isOperator ? ofOperators : own).get(actorId);
    return {
      ...line,
      actor: actorId === undefined ? line.actor : (person ?? formerMember),
      detail: { ...line.detail, ...Object.fromEntries(resolved) },
    };
  });
}
