import { found } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { PublicBadgeView } from '../../shared/http/views.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import { badgeAt, verified } from './credential.ts';
import type { CredentialsDeps } from './deps.ts';
import { issueCredential } from './issue.ts';

type Marked = { readonly badge: PublicBadgeView; readonly jwt: string };

/** A badge and its credential as a JWT. @throws AppError 404, 409 where the badge is not verified now */
export async function markedCredential(deps: CredentialsDeps, request: ApiRequest): Promise<Marked> {
  knownParameters(request, []);
  const read = await badgeAt(deps, request.params.handle ?? '');
  const jwt = await issueCredential(deps, verified(deps, read));
  return { badge: found(publicView(deps, read), 'This badge'), jwt };
}
