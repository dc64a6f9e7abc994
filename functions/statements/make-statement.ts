import { gzipSync } from 'node:zlib';
import { canonicalJson, type JsonValue } from '../../shared/domain/accounts/canonical-json.ts';
import type { LeafSummary } from '../../shared/domain/evidence/hour-summary.ts';
import { type MadeStatement, placesText, statementOf, statementText } from '../../shared/domain/evidence/statement.ts';
import { statementPlacesObject } from '../../shared/evidence-store/evidence-objects.ts';
import { evidenceSigner } from '../../shared/signing/evidence-signer.ts';
import type { StatementDay } from '../../shared/storage/evidence/statement-days.ts';
import type { SignedStatement } from '../../shared/storage/evidence/statements.ts';
import { announceStatement } from './announce-statement.ts';
import type { StatementsDeps } from './deps.ts';

/**
 * Makes the statement of an organization from its leaves of the day, and tells of it. The first that was put counts: each has another salt and
 * signature. False where there is nothing to state.
 */
export async function makeStatement(
  deps: StatementsDeps,
  { day, at }: Pick<StatementDay, 'day' | 'at'>,
  leaves: readonly LeafSummary[],
): Promise<boolean> {
  const made = statementOf(leaves, { day, at, salt: deps.newSalt() });
  if (!made) return false;
  const { organization } = made.statement;
  const signed = (await deps.statements.find(organization, day)) ?? (await signAndPut(deps, made));
  await announceStatement(deps, signed);
  return true;
}

async function signAndPut(deps: StatementsDeps, made: MadeStatement): Promise<SignedStatement> {
  const { statement } = made;
  await putPlaces(deps, made);
  const body = statementText(statement);
  const signature = await evidenceSigner(deps.sealSigner).sign(body);
  const text = canonicalJson({ statement: JSON.parse(body) as JsonValue, ...signature });
  if (await deps.statements.put(statement, text)) return { text, statement, ...signature };
  const stored = await deps.statements.find(statement.organization, statement.day);
  if (!stored) throw new Error(`The statement ${statement.id} of ${statement.organization} is neither free nor there`);
  return stored;
}

async function putPlaces({ evidenceObjects }: StatementsDeps, { statement, longPlaces }: MadeStatement): Promise<void> {
  if (!longPlaces || !('placesSha256' in statement)) return;
  await evidenceObjects.putNew(
    statementPlacesObject(statement, statement.placesSha256),
    gzipSync(placesText(longPlaces)),
  );
}
