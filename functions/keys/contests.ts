import * as z from 'zod';
import {
  type Contest,
  type Contested,
  contestableUntil,
  contestFact,
  contestId,
} from '../../shared/domain/evidence/contest.ts';
import { nonceBytes, sealPerson } from '../../shared/domain/evidence/sealed-person.ts';
import { AppError } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, text } from '../../shared/http/fields.ts';
import { contestView } from '../../shared/http/present-contest.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { statementNamed } from './statements.ts';
import { tellDecidingOperators } from './tell-deciding-operators.ts';

const maxEntries = 100;
const entryError = 'must be an entry’s hash (64 hex digits) or a place such as AbCd1234/12 or AbCd1234/12/0';

/** The body of a contest: why, and which part of the statement. */
export const ContestBody = z.strictObject({
  reason: text('contestReason'),
  app: line(60).optional().describe('The app whose totals are wrong.'),
  dataset: line(100).optional().describe('The dataset whose totals are wrong.'),
  entries: z
    .array(
      z
        .string({ error: entryError })
        .regex(/^(?:[0-9a-f]{64}|[\w-]{1,40}\/\d{1,12}(?:\/\d{1,12})?)$/, { error: entryError }),
    )
    .min(1)
    .max(maxEntries)
    .optional()
    .describe('Hashes of entries, or places of the log as `instance/segment` or `instance/segment/index`.'),
});

/** GET /v1/statements/{day}/contests: the organization's own, the first one first. */
export const listOwnContests =
  (deps: KeysDeps): SignedInRoute =>
  async ({ session: { accountId }, params }) => {
    const { statement } = await statementNamed(deps, { accountId, params });
    const all = await deps.contests.of(accountId);
    return ok({ data: all.filter(({ day }) => day === statement.day).map(contestView) });
  };

/**
 * POST /v1/statements/{day}/contest: says that a statement is wrong, for 30 days from it. It is sealed as a fact, and operators who decide on credit are
 * mailed. At most one contest of a statement is open.
 */
export const contestStatement =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { accountId } = request.session;
    const contested = bodyOf(request, ContestBody);
    const { statement } = await statementNamed(deps, { accountId, params: request.params });
    const at = deps.now().toISOString();
    const until = contestableUntil(statement.at);
    if (at > until) throw new AppError('conflict', `This statement could be contested until ${until}.`);
    const contest = await nextContest(deps, { organization: accountId, day: statement.day, at, contested });
    const audit = auditOf(deps, request, { action: 'statement.contested', detail: { contest: contest.id } });
    const fact = contestFact(contest, await sealedPersonOf(deps, request));
    if (!(await deps.contests.open(contest, fact, { ...audit, at }))) throw alreadyOpen(contest);
    await tellDecidingOperators(deps, contest);
    return created(contestView(contest));
  };

type Next = Pick<Contest, 'organization' | 'day' | 'at'> & { readonly contested: Contested };

async function nextContest({ contests }: KeysDeps, { contested, ...of }: Next): Promise<Contest> {
  const earlier = (await contests.of(of.organization)).filter(({ day }) => day === of.day);
  const open = earlier.find(({ decided }) => decided === null);
  if (open) throw alreadyOpen(open);
  const number = earlier.length + 1;
  return { ...contested, ...of, number, id: contestId(of.day, number), decided: null };
}

const alreadyOpen = ({ day }: Contest) =>
  new AppError(
    'conflict',
    `A contest of the statement of ${day} is open. You may contest it again once it is decided.`,
  );

async function sealedPersonOf({ personKeys, randomBytes }: KeysDeps, { session }: SignedInRequest) {
  const { personId, email, role } = session;
  const key = await personKeys.of(personId);
  return { id: personId, sealed: sealPerson({ email, role }, key, randomBytes(nonceBytes)) };
}
