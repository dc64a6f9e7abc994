import * as z from 'zod';
import { bindingLanguageOf, type PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { acceptanceFact } from '../../shared/domain/evidence/acceptance-fact.ts';
import { nonceBytes } from '../../shared/domain/evidence/sealed-person.ts';
import {
  type Acceptance,
  acceptableVersions,
  licencesFor,
  type Offered,
  offeredVersions,
  startMs,
  versionsOf,
} from '../../shared/domain/licences/licence.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { created, document, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { Route, SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import type { LicenceView } from '../../shared/http/views.ts';
import { auditOf, type KeysDeps } from './deps.ts';

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
    await deps.access.accept(request.session.accountId, acceptance, audit, await factOf(deps, request, acceptance));
    const { acceptances } = await deps.access.read(request.session.accountId);
    const stands = acceptances.find((each) => each.licenceId === id && each.sha256 === sha256);
    return created(licenceView(deps, request, { licence, acceptance: stands, isRequired: false }));
  };

/** The acceptance for the ledger, with the person's fields under the person's own key. */
async function factOf({ personKeys, randomBytes }: KeysDeps, { session }: SignedInRequest, acceptance: Acceptance) {
  const { accountId, personId } = session;
  const key = await personKeys.of(personId);
  return acceptanceFact({ accountId, acceptance, personId, key, nonce: randomBytes(nonceBytes) });
}

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
    `The current version is ${newest.version}. Read it at ${urlOf(origin, newest)}, then accept it.`,
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

/** GET /licences/{id}/{version}?language=: the exact bytes of any version that was ever published, for everyone; its translation where asked. */
export const readLicenceText =
  ({ catalog }: KeysDeps): Route =>
  async (request) => {
    knownParameters(request, ['language']);
    const versions = versionsOf(catalog, request.params.id ?? '');
    const licence = found(versions.find(({ version }) => version === request.params.version) ?? null, 'This licence');
    const language = request.query.get('language') ?? bindingLanguageOf(licence);
    const text = found(textsByLanguage(licence).get(language) ?? null, 'This translation');
    const kept = { 'cache-control': 'public, max-age=86400', 'content-language': language };
    return document('text/plain; charset=utf-8', text, kept);
  };

const urlOf = (origin: string, { id, version }: PublishedLicence): string => `${origin}/licences/${id}/${version}`;

/** The texts of a version by language: the one that binds, and its translation if there is one. */
function textsByLanguage(licence: PublishedLicence): ReadonlyMap<string, string> {
  const { text } = licence;
  return new Map(typeof text === 'string' ? [[bindingLanguageOf(licence), text]] : Object.entries(text));
}

function licenceView(
  { origin }: KeysDeps,
  request: ApiRequest,
  { licence, acceptance, isRequired }: Offered,
): LicenceView {
  const { id, version, title, sha256, termsSha256 = null } = licence;
  const url = urlOf(origin, licence);
  const binding = bindingLanguageOf(licence);
  const translated = [...textsByLanguage(licence).keys()].find((language) => language !== binding);
  return {
    id,
    version,
    sha256,
    termsSha256,
    title: textIn(title, languageOf(request)),
    url,
    binding,
    translationUrl: translated === undefined ? null : `${url}?language=${translated}`,
    inForceFrom: new Date(startMs(licence)).toISOString(),
    required: isRequired,
    accepted: acceptance ? { at: acceptance.at, name: acceptance.name, role: acceptance.role } : null,
  };
}
