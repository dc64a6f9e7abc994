import type { Account } from '../../shared/domain/accounts/account.ts';
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import {
  type Acceptance,
  licenceInForce,
  owesAcceptance,
  startMs,
  versionsOf,
} from '../../shared/domain/licences/licence.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters, pageRequestOf } from '../../shared/http/page.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { AdminLicenceView, MissingAcceptanceView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** The organizations that one request looks at to find some that have not accepted. */
const maxRead = 200;

/** GET /v1/admin/licences: the version of each licence that is in force, and those to come. */
const listAdminLicences =
  ({ catalog, now }: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    const versions = catalog.licences.flatMap(({ id }) => {
      const inForce = licenceInForce(catalog, id, now());
      const all = versionsOf(catalog, id);
      return inForce ? all.slice(all.indexOf(inForce)) : [];
    });
    const data: AdminLicenceView[] = versions.map(({ id, version, title, sha256, termsSha256 = null, ...licence }) => ({
      ...{ id, version, title: textIn(title, languageOf(request)), sha256, termsSha256 },
      inForceFrom: new Date(startMs(licence)).toISOString(),
      isInForce: startMs(licence) <= now().getTime(),
      isFirst: versionsOf(catalog, id)[0]?.version === version,
    }));
    return ok({ data });
  };

/**
 * GET /v1/admin/licences/{id}/{version}/missing: the organizations that accepted an earlier version, and neither this one nor a later one. One
 * request looks at 200 organizations, newest first, in three rounds of reads: a page may be empty and still have a cursor.
 */
const listMissingAcceptances =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { limit, ...from } = pageRequestOf(request);
    const { id = '', version = '' } = request.params;
    const licence = versionsOf(deps.catalog, id).find((each) => each.version === version);
    const wanted = found(licence ?? null, 'This licence');
    const { accounts, cursor } = await deps.accounts.list({ ...from, limit: maxRead });
    const missing = await Promise.all(accounts.map((account) => missingOf(deps, wanted, account)));
    const data = missing.flat();
    if (data.length <= limit) return ok({ data, cursor });
    const last = accounts.findIndex((account) => account.id === data[limit - 1]?.id);
    const shorter = await deps.accounts.list({ ...from, limit: last + 1 });
    return ok({ data: data.slice(0, limit), cursor: shorter.cursor });
  };

async function missingOf(
  { catalog, access }: AdminDeps,
  licence: PublishedLicence,
  { id, email, organization, leavingAt }: Account,
): Promise<MissingAcceptanceView[]> {
  if (leavingAt !== undefined) return [];
  const acceptances = await access.acceptancesOf(id);
  if (!owesAcceptance(catalog, licence, acceptances)) return [];
  const latest = acceptances
    .filter(({ licenceId }) => licenceId === licence.id)
    .toSorted(byTime)
    .at(-1);
  return latest ? [{ id, email, organization, version: latest.version, at: latest.at }] : [];
}

const byTime = (a: Acceptance, b: Acceptance): number => a.at.localeCompare(b.at);

/** The console's routes for licences. */
export const adminLicenceRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/licences': listAdminLicences(deps),
  'GET /v1/admin/licences/{id}/{version}/missing': listMissingAcceptances(deps),
});
