import type { Person } from '../../shared/domain/accounts/member.ts';
import { isOperator, type Operator } from '../../shared/domain/accounts/operator.ts';
import { detailParts } from '../../shared/domain/accounts/trail-line.ts';
import type { TrailLine } from '../../shared/storage/trail/old-trail.ts';
import type { AccountDeletionDeps, Step } from './deps.ts';

/**
 * Erases the names that the trail's lines stand for; the lines stay as they were chained. Since the account was marked as leaving, no name is
 * kept any more. Lines of before the chain hold their names themselves, so those are rewritten.
 */
export const forgetNames: Step = async ({ trailNames, oldTrail, catalog }, { id }) => {
  await trailNames.erase(id);
  for (const line of await oldTrail.lines(id))
    if (isPersonal(line, catalog.operators)) await oldTrail.redact(redacted(line, catalog.operators));
};

/**
 * Erases one person's name from the trail of an organization that goes on, with the labels and titles in lines about themselves. Lines that wait
 * to be chained lose them there (`functions/trail/`), since the person is marked as leaving.
 */
export async function forgetPersonIn(
  deps: AccountDeletionDeps,
  { id, email }: Person,
  accountId: string,
): Promise<void> {
  await deps.trailNames.forgetPerson(accountId, id);
  await deps.mailLog.forgetAddress(accountId, email);
  for (const line of await deps.oldTrail.lines(accountId))
    if (line.actor === email || Object.values(line.detail).includes(email))
      await deps.oldTrail.redact(withoutPerson(line, { id, email }));
}

/** Operators stay named: they answer for what they decided. */
const isPerson = ({ actor }: TrailLine, operators: readonly Operator[]) =>
  actor.includes('@') && !isOperator(operators, actor);

const isPersonal = (line: TrailLine, operators: readonly Operator[]) =>
  isPerson(line, operators) || Object.keys(detailParts(line.detail).named).length > 0;

const redacted = (line: TrailLine, operators: readonly Operator[]): TrailLine => ({
  ...line,
  actor: isPerson(line, operators) ? line.accountId : line.actor,
  detail: detailParts(line.detail).plain,
});

/** Their own lines keep ids and our words alone; lines of others lose the address. */
function withoutPerson(line: TrailLine, { id, email }: Pick<Person, 'id' | 'email'>): TrailLine {
  const isOwn = line.actor === email;
  const others = Object.entries(line.detail).filter(([, value]) => value !== email);
  const detail = isOwn ? detailParts(line.detail).plain : Object.fromEntries(others);
  return { ...line, actor: isOwn ? id : line.actor, detail };
}

/** Erases events told of the account and to it, the log of its mails, pictures, and what it shares with others. */
export const eraseTraces: Step = async (deps, { id }) => {
  await deps.deliveries.forget(id);
  await deps.pictures.forget(id);
  await deps.notices.forget(id);
  await deps.mailLog.forget(id);
  await deps.sightings.forget(id);
};
