import { isOperator, type Operator } from '../../shared/domain/accounts/operator.ts';
import { detailParts } from '../../shared/domain/accounts/trail-line.ts';
import type { TrailLine } from '../../shared/storage/trail/old-trail.ts';
import type { Step } from './deps.ts';

/**
 * Erases the names that the trail's lines stand for; the lines stay as they were chained. Since the account was marked as leaving, no name is
 * kept any more. Lines of before the chain hold their names themselves, so those are rewritten.
 */
export const forgetNames: Step = async ({ trailNames, oldTrail, catalog }, { id }) => {
  await trailNames.erase(id);
  for (const line of await oldTrail.lines(id))
    if (isPersonal(line, catalog.operators)) await oldTrail.redact(redacted(line, catalog.operators));
};

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
