import { contestStatement, listOwnContests } from './contests.ts';
import type { KeysDeps } from './deps.ts';
import { listStatements, readStatement, readStatementPlaces } from './statements.ts';

/** The routes of statements and of contests of them. */
export const statementRoutes = (deps: KeysDeps) => ({
  'GET /v1/statements': listStatements(deps),
  'GET /v1/statements/{day}': readStatement(deps),
  'GET /v1/statements/{day}/places': readStatementPlaces(deps),
  'GET /v1/statements/{day}/contests': listOwnContests(deps),
  'POST /v1/statements/{day}/contest': contestStatement(deps),
});
