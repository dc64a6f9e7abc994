import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { placesText } from '../../shared/domain/evidence/statement.ts';
import { found } from '../../shared/errors.ts';
import { statementPlacesObject } from '../../shared/evidence-store/evidence-objects.ts';
import { type Answer, document, ok } from '../../shared/http/answer.ts';
import { compressed } from '../../shared/http/compress.ts';
import { isNotModified } from '../../shared/http/conditional.ts';
import { knownParameters, pageRequestOf } from '../../shared/http/page.ts';
import { statementView } from '../../shared/http/present-contest.ts';
import type { OrganizationRequest, OrganizationRoute } from '../../shared/http/route.ts';
import type { SignedStatement } from '../../shared/storage/evidence/statements.ts';
import type { KeysDeps } from './deps.ts';

/** GET /v1/statements: the organization's, newest first, each with its latest contest. */
export const listStatements =
  (deps: KeysDeps): OrganizationRoute =>
  async (request) => {
    const { accountId } = request;
    const page = pageRequestOf(request);
    const [{ statements, cursor }, contests] = await Promise.all([
      deps.statements.list(accountId, page),
      deps.contests.of(accountId),
    ]);
    return ok({ data: statements.map(({ statement }) => statementView(statement, contests)), cursor });
  };

/** GET /v1/statements/{day}: the signed statement, byte by byte as it was made. It never changes. */
export const readStatement =
  (deps: KeysDeps): OrganizationRoute =>
  async (request) => {
    knownParameters(request, []);
    const { text } = await statementNamed(deps, request);
    return unchanging(request, document('application/json', text));
  };

/** GET /v1/statements/{day}/places: all places of the statement, one canonical line each: the bytes of `placesSha256`. */
export const readStatementPlaces =
  (deps: KeysDeps): OrganizationRoute =>
  async (request) => {
    knownParameters(request, []);
    const { statement } = await statementNamed(deps, request);
    const text = 'places' in statement ? placesText(statement.places) : await longPlaces(deps, statement);
    return unchanging(request, document('application/x-ndjson', text));
  };

/** The statement of the day that a path names. @throws AppError 404 */
export const statementNamed = async (
  { statements }: Pick<KeysDeps, 'statements'>,
  { accountId, params }: Pick<OrganizationRequest, 'accountId' | 'params'>,
): Promise<SignedStatement> => found(await statements.find(accountId, params.day ?? ''), 'This statement');

type LongStatement = Extract<SignedStatement['statement'], { readonly placesSha256: string }>;

async function longPlaces({ evidenceObjects }: KeysDeps, statement: LongStatement): Promise<string> {
  const name = statementPlacesObject(statement, statement.placesSha256);
  const bytes = await evidenceObjects.get(name);
  if (!bytes) throw new Error(`The object ${name} is missing`);
  return gunzipSync(bytes).toString('utf8');
}

/** An answer that a client may keep, if it asks whether that is still so. */
function unchanging(request: OrganizationRequest, answer: Answer): Answer {
  const etag = `"${hash('sha256', answer.body ?? '', 'hex').slice(0, 32)}"`;
  const headers = { 'cache-control': 'private, no-cache', etag };
  if (isNotModified(request, `W/${etag}`)) return { status: 304, headers };
  return compressed(request, { ...answer, headers: { ...answer.headers, ...headers } });
}
