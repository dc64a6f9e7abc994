import * as z from 'zod';
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import {
  type Acceptance,
  acceptableVersions,
  licencesFor,
  offeredVersions,
} from '../../shared/domain/licences/licence.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { auditOf, type KeysDeps } from './deps.ts';
import { factOfAcceptance } from './fact-of-acceptance.ts';
import { licenceUrl, licenceView } from './licence-view.ts';

/** The text that is accepted, and by whom. */
export const AcceptanceBody = z.strictObject({
  id: line(63),
  version: line(40),
  sha256: z.string({ error: 'must be the SHA-256 of the text, as 64 hex digits' }).regex(/^[0-9a-f]{64}$/, {
    error: 'must be the SHA-256 of the text, as 64 hex digits',
  }),
  name: line('acceptedBy'),
  role: line('acceptedBy'),
});

/** GET /v1/licences: of each licence the version that this account accepted and that holds, and the newest one where that is another. */
export const listLicences =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { acceptances } = await deps.access.read(request.session.accountId);
    const standing = { acceptances, at: deps.now() };
    const offered = licencesFor(deps.catalog).flatMap(({ id }) => offeredVersions(deps.catalog, id, standing));
    return ok({ data: offered.map((each) => licenceView(deps, request, each)) });
  };

/** POST /v1/licences: accepts the version in force or a later one, to the byte; the first acceptance of a text stands. */
export const acceptLicence =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { name, role, ...wanted } = bodyOf(request, AcceptanceBody);
    const licence = acceptable(deps, wanted);
    const acceptance = await acceptanceBy(deps, request, { licence, name, role });
    const { id, version, sha256 } = licence;
    const audit = auditOf(deps, request, {
      action: 'licence.accepted',
      detail: { licence: id, version, sha256, name, role },
    });
    await deps.access.accept(
      request.session.accountId,
      acceptance,
      audit,
      await factOfAcceptance(deps, request, acceptance),
    );
    const { acceptances } = await deps.access.read(request.session.accountId);
    const stands = acceptances.find((each) => each.licenceId === id && each.sha256 === sha256);
    return created(licenceView(deps, request, { licence, acceptance: stands, isRequired: false }));
  };

type Wanted = { readonly id: string; readonly version: string; readonly sha256: string };

/** @throws AppError 400 for a licence that is not known, 409 for a text that keys no longer stand on, or never did */
function acceptable({ catalog, origin, now }: KeysDeps, { id, version, sha256 }: Wanted): PublishedLicence {
  const versions = acceptableVersions(catalog, id, now());
  const newest = versions.at(-1);
  if (!newest) {
    const known = catalog.licences.map((each) => each.id).join(', ');
    throw invalid([{ field: 'id', message: `must be one of ${known}` }]);
  }
  const licence = versions.find((each) => each.version === version && each.sha256 === sha256);
  if (licence) return licence;
  throw new AppError(
    'licence_stale',
    `The current version is ${newest.version}. Read it at ${licenceUrl(origin, newest)}, then accept it.`,
  );
}

type Accepting = { readonly licence: PublishedLicence; readonly name: string; readonly role: string };

async function acceptanceBy(
  { accounts, now }: KeysDeps,
  { session, address }: SignedInRequest,
  { licence, name, role }: Accepting,
): Promise<Acceptance> {
  const organization = (await accounts.find(session.accountId))?.organization ?? '';
  const { id: licenceId, version, sha256, termsSha256 } = licence;
  const what = { licenceId, version, sha256, ...(termsSha256 && { termsSha256 }) };
  const who = { name, role, organization, email: session.email, address };
  return { ...what, ...who, at: now().toISOString() };
}
