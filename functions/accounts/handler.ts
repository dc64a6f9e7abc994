import { httpFunction } from '../../shared/http/stacks.ts';
import { readAccount } from './account.ts';
import { deleteAccount } from './delete-account.ts';
import { deleteLogin } from './delete-person.ts';
import type { AccountsDeps } from './deps.ts';
import { addPasskey, listPasskeys, passkeyOptions, presenceOptions, removePasskey } from './passkeys.ts';
import { presenceRequest, showPresence } from './presence.ts';
import { requestLink } from './request-link.ts';
import { accountsRoutes } from './routes.ts';
import { endAllSessions, endSession, listSessions, revokeSession } from './sessions.ts';
import { previewLink, signInByLink } from './sign-in.ts';
import { signInByPasskey, signInOptions } from './sign-in-by-passkey.ts';

/** Sign-up, sign-in, sessions, passkeys, and the way out. */
export const accounts = (deps: AccountsDeps) =>
  httpFunction(deps, accountsRoutes, {
    'POST /v1/signup': requestLink(deps, 'sign-up'),
    'POST /v1/login': requestLink(deps, 'login'),
    'POST /v1/session/preview': previewLink(deps),
    'POST /v1/session': signInByLink(deps),
    'DELETE /v1/session': endSession(deps),
    'GET /v1/sessions': listSessions(deps),
    'DELETE /v1/sessions': endAllSessions(deps),
    'DELETE /v1/sessions/{id}': revokeSession(deps),
    'POST /v1/session/passkey/options': signInOptions(deps),
    'POST /v1/session/passkey': signInByPasskey(deps),
    'POST /v1/session/presence/options': presenceRequest(deps),
    'POST /v1/session/presence': showPresence(deps),
    'GET /v1/passkeys': listPasskeys(deps),
    'POST /v1/passkeys/presence': presenceOptions(deps),
    'POST /v1/passkeys/options': passkeyOptions(deps),
    'POST /v1/passkeys': addPasskey(deps),
    'DELETE /v1/passkeys/{id}': removePasskey(deps),
    'GET /v1/account': readAccount(deps),
    'DELETE /v1/account': deleteAccount(deps),
    'DELETE /v1/person': deleteLogin(deps),
  });
