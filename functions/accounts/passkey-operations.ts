import type { Operation, Operations } from '../../shared/http/operation.ts';
import { Shown } from './passkey-authority.ts';
import { NewPasskeyBody } from './passkeys.ts';
import { PresenceBody } from './presence.ts';
import type { accountsRoutes } from './routes.ts';
import { SignInAssertionBody } from './sign-in-by-passkey.ts';

/** A step of a passkey's ceremony in the browser. */
const ceremony = { group: 'account', audience: 'pages' } as const satisfies Partial<Operation>;

/** The description of the routes of passkeys. */
export const passkeyOperations = {
  'POST /v1/session/passkey/options': {
    ...ceremony,
    id: 'startPasskeySignIn',
    summary: 'Start a sign-in with a passkey',
    description: 'The options for `navigator.credentials.get`, good for 5 minutes.',
    answers: { 200: 'JsonObject' },
    problems: ['rate_limited'],
  },
  'POST /v1/session/passkey': {
    ...ceremony,
    id: 'signInByPasskey',
    summary: 'Sign in with a passkey',
    body: SignInAssertionBody,
    answers: { 201: 'SessionView' },
    answerHeaders: ['cookie'],
    problems: ['passkey_invalid', 'not_found', 'rate_limited'],
  },
  'POST /v1/session/presence/options': {
    ...ceremony,
    id: 'startPresence',
    summary: 'Start a confirmation with a passkey',
    description: 'The options for `navigator.credentials.get`, to confirm that it is you.',
    answers: { 200: 'JsonObject' },
    problems: ['conflict'],
  },
  'POST /v1/session/presence': {
    ...ceremony,
    id: 'showPresence',
    summary: 'Confirm with a passkey',
    description: 'The session counts as confirmed for 15 minutes.',
    body: PresenceBody,
    answers: { 204: null },
    problems: ['passkey_invalid'],
  },
  'GET /v1/passkeys': {
    ...ceremony,
    id: 'listPasskeys',
    summary: 'List passkeys',
    answers: { 200: 'Listing<PasskeyView>' },
  },
  'POST /v1/passkeys/presence': {
    ...ceremony,
    id: 'startOperatorPresence',
    summary: 'Start an operator’s confirmation',
    answers: { 200: 'JsonObject' },
  },
  'POST /v1/passkeys/options': {
    ...ceremony,
    id: 'startPasskey',
    summary: 'Start a new passkey',
    description: 'The options for `navigator.credentials.create`, good for 5 minutes.',
    body: Shown,
    answers: { 200: 'JsonObject' },
    problems: ['passkey_invalid', 'invitation_required', 'presence_required'],
  },
  'POST /v1/passkeys': {
    ...ceremony,
    id: 'addPasskey',
    summary: 'Add a passkey',
    body: NewPasskeyBody,
    answers: { 201: 'PasskeyView' },
    problems: ['passkey_invalid', 'passkey_required', 'conflict'],
  },
  'DELETE /v1/passkeys/{id}': {
    ...ceremony,
    id: 'removePasskey',
    summary: 'Remove a passkey',
    description: 'Sessions that began with it end.',
    answers: { 204: null },
    answerHeaders: ['cookie'],
    problems: ['not_found', 'passkey_required'],
  },
} as const satisfies Partial<Operations<typeof accountsRoutes>>;
