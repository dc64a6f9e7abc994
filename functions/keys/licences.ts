import * as z from 'zod';
import type { Licence } from '../../shared/domain/catalog/catalog.ts';
import { licenceOf } from '../../shared/domain/catalog/look-up.ts';
import { type Acceptance, licencesFor } from '../../shared/domain/licences/licence.ts';
import { textHashOf } from '../../shared/domain/licences/text-hash.ts';
import { AppError } from '../../shared/errors.ts';
import { created, document, ok } from '../../shared/http/answer.ts';
import { bodyOf, invalid } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { found, knownParameters } from '../../shared/http/page.ts';
import { signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { LicenceView } from '../../shared/http/views.ts';
import { auditOf, type KeysDeps } from './deps.ts';

const NewAcceptance = z.strictObject({
  id: line(63),
  version: line(40),
  sha256: z.string({ error: 'must be the SHA-256 of the text, as 64 hex digits' }).regex(/^[0-9a-f]{64}$/, {
    error: 'must be the SHA-256 of the text, as 64 hex digits',
  }),
  name: line(100),
  role: line(100),
});

/** GET /v1/licences: the versions in force, and what this account has accepted of them. */
export const listLicences = (deps: KeysDeps): Route =>
  signedIn(deps, async ({ session }) => {
    const { acceptances } = await deps.access.read(session.accountId);
    return ok({ data: licencesFor(deps.catalog).map((licence) => licenceView(deps.origin, licence, acceptances)) });
  });

/** POST /v1/licences: accepts the version in force, to the byte; the first acceptance of a text stands. */
export const acceptLicence = (deps: KeysDeps): Route =>
  signedIn(deps, async (request) => {
    const { id, version, sha256, name, role } = bodyOf(request, NewAcceptance);
    const known = deps.catalog.licences.map((each) => each.id).join(', ');
    const licence = licenceOf(deps.catalog, id);
    if (!licence) throw invalid([{ field: 'id', message: `must be one of ${known}` }]);
    if (licence.version !== version || textHashOf(licence) !== sha256) {
      throw new AppError(
        'licence_stale',
        `The text in force is version ${licence.version}. Read it, then accept that one.`,
      );
    }
    const { accountId, email } = request.session;
    const at = deps.now().toISOString();
    const acceptance: Acceptance = { licenceId: id, version, sha256, name, role, email, address: request.address, at };
    const audit = auditOf(deps, request, {
      action: 'licence.accepted',
      detail: { licence: id, version, sha256, name, role },
    });
    await deps.access.accept(accountId, acceptance, audit);
    return created(licenceView(deps.origin, licence, (await deps.access.read(accountId)).acceptances));
  });

/** GET /licences/{id}/{version}: the exact bytes, for everyone. */
export const readLicenceText =
  ({ catalog }: KeysDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const licence = licenceOf(catalog, request.params.id ?? '');
    const { text } = found(licence?.version === request.params.version ? licence : null, 'This licence');
    return document('text/plain; charset=utf-8', text, { 'cache-control': 'public, max-age=300' });
  };

function licenceView(origin: string, licence: Licence, acceptances: readonly Acceptance[]): LicenceView {
  const { id, version, title } = licence;
  const sha256 = textHashOf(licence);
  const acceptance = acceptances.find((each) => each.licenceId === id && each.sha256 === sha256);
  return {
    id,
    version,
    sha256,
    title,
    url: `${origin}/licences/${id}/${version}`,
    accepted: acceptance ? { at: acceptance.at, name: acceptance.name, role: acceptance.role } : null,
  };
}
