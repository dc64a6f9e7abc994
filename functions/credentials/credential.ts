import { isHandle } from '../../shared/domain/badges/handle.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { type BadgeStatus, badgeStatusOf } from '../../shared/services/badges/status.ts';
import type { BadgeRead } from '../../shared/storage/badges/badge-reads.ts';
import type { CredentialsDeps } from './deps.ts';
import { applicationName, issueCredential } from './issue.ts';
import { published } from './published.ts';

const asJwt = (request: ApiRequest, body: string) => published(request, { contentType: 'application/vc+jwt', body });

/** GET /badges/{handle}/credential: the credential of a badge that is verified now, as a JWT. */
export const readCredential =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const read = await badgeAt(deps, request.params.handle ?? '');
    return asJwt(request, await issueCredential(deps, verified(deps, read)));
  };

/** GET, POST /badges/refresh?handle=&application=: the same, for whoever holds a credential of that application (`1EdTechCredentialRefresh`). */
export const refreshCredential =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    const [handle, application] = refreshed(request);
    const read = await badgeAt(deps, handle);
    if (applicationName(read.application) !== application) throw noSuchBadge();
    return asJwt(request, await issueCredential(deps, verified(deps, read)));
  };

function refreshed(request: ApiRequest): [handle: string, application: string] {
  knownParameters(request, ['handle', 'application']);
  const [handle, application] = ['handle', 'application'].map((name) => request.query.get(name));
  if (handle && application) return [handle, application];
  throw invalid([{ field: handle ? 'application' : 'handle', message: 'must be the one in the credential' }]);
}

const noSuchBadge = () => new AppError('not_found', 'This badge does not exist, or it is not yours.');

/** The badge of a handle. @throws AppError 404 where there is none */
export async function badgeAt({ badgeReads }: CredentialsDeps, handle: string): Promise<BadgeRead> {
  const [read] = isHandle(handle) ? await badgeReads.read([handle]) : [];
  return found(read, 'This badge');
}

/** @throws AppError 404 until it was first approved, then 409 while it is not verified. */
export function verified(deps: CredentialsDeps, read: BadgeRead): BadgeStatus & Pick<BadgeRead, 'application'> {
  const standing = badgeStatusOf(deps, read);
  if (standing.status === null) throw noSuchBadge();
  if (standing.status !== 'verified')
    throw new AppError('badge_not_in_force', `This badge is ${standing.status}; it has no credential now.`);
  return { ...standing, application: read.application };
}
