import type { Account } from '../../shared/domain/accounts/account.ts';
import { datasetOf } from '../../shared/domain/catalog/look-up.ts';
import { type ApiKey, isInForce } from '../../shared/domain/keys/key.ts';
import { type Acceptance, licencesFor } from '../../shared/domain/licences/licence.ts';
import { allDays, dayOf, rowsOf, type UsageRow } from '../../shared/domain/usage/usage.ts';
import type { Inspected, Invariant } from './types.ts';

/**
 * A key was created after a licence of its scopes was accepted, and nothing was served before. A key also waits while a newer version is not
 * accepted. Each call decides that anew and leaves no trace, so this check cannot cover it.
 */
export const licenceBeforeKey: Invariant = {
  number: 4,
  says: 'a licence stands before every key, and a key that was ended stays so',
  async violations(deps, account) {
    const { acceptances } = await deps.access.read(account.id);
    const twins = await deps.apiKeys.twinsOf(account.id);
    const ofKeys = twins.flatMap(({ listed, admitted }) => [
      ...apart(listed, admitted),
      ...(admitted && isInForce(admitted, deps.now()) ? unlicensed(deps, { account, key: admitted, acceptances }) : []),
    ]);
    // Years after an account's deletion its acceptances have expired, and usage is still there.
    const isOver = account.leftAt !== undefined && acceptances.length === 0;
    const rows = isOver ? [] : rowsOf(await deps.liveUsage.days(account.id, allDays));
    const unlicensedRows = rows.filter((row) => isServedUnlicensed(deps, row, acceptances));
    const ofRows = unlicensedRows.map(
      ({ day, keyId, datasetId, units }) =>
        `${units} units of ${datasetId} on ${day} by key ${keyId}, before its licence was accepted`,
    );
    return [...ofKeys, ...ofRows].map((sentence) => `account ${account.id}: ${sentence}`);
  },
};

/** Differences between a key as its owner sees it and as admission reads it. */
function apart(listed: ApiKey, admitted: ApiKey | null): string[] {
  if (!admitted) return [`key ${listed.id} is listed, and no call would find it`];
  const fields = ['environment', 'expiresAt', 'revokedAt', 'scopes', 'cidrs'] as const;
  const differing = fields.filter((field) => String(listed[field]) !== String(admitted[field]));
  return differing.map(
    (field) => `key ${listed.id} is listed with ${field} ${listed[field]}, and admitted with ${admitted[field]}`,
  );
}

type Held = { readonly account: Account; readonly key: ApiKey; readonly acceptances: readonly Acceptance[] };

function unlicensed({ catalog }: Inspected, { account, key, acceptances }: Held): string[] {
  if (account.leftAt !== undefined) return [`key ${key.id} works, and its account was deleted`];
  const needed = licencesFor(catalog, key.scopes.length > 0 ? key.scopes : undefined).map(({ id }) => id);
  const isCovered = acceptances.some(({ licenceId, at }) => needed.includes(licenceId) && at <= key.createdAt);
  return needed.length === 0 || isCovered ? [] : [`key ${key.id} was made before any licence was accepted`];
}

function isServedUnlicensed({ catalog }: Inspected, row: UsageRow, acceptances: readonly Acceptance[]): boolean {
  const licence = datasetOf(catalog, row.datasetId)?.licence;
  if (licence === undefined) return false;
  return !acceptances.some(({ licenceId, at }) => licenceId === licence && dayOf(new Date(at)) <= row.day);
}
