import type { Operations } from '../../shared/http/operation.ts';
import { passkeyOperations } from './passkey-operations.ts';
import { LoginBody, SignUpBody } from './request-link.ts';
import type { accountsRoutes } from './routes.ts';
import { LinkTokenBody } from './sign-in.ts';

const links = {
  'POST /v1/signup': {
    id: 'signUp',
    audience: 'pages',
    group: 'account',
    summary: 'Sign up',
    description: 'Emails a sign-in link. The answer is the same for every address.',
    body: SignUpBody,
    answers: { 202: 'MessageView' },
    problems: ['rate_limited'],
  },
  'POST /v1/login': {
    id: 'logIn',
    audience: 'pages',
    group: 'account',
    summary: 'Request a sign-in link',
    description: 'Emails a sign-in link. The answer is the same for every address.',
    body: LoginBody,
    answers: { 202: 'MessageView' },
    problems: ['rate_limited'],
  },
  'POST /v1/session/preview': {
    id: 'previewLink',
    audience: 'pages',
    group: 'account',
    summary: 'Preview a sign-in link',
    description: 'Shows whom a link would sign in. The link is not used up.',
    body: LinkTokenBody,
    answers: { 200: 'LinkPreview' },
    problems: ['link_invalid', 'rate_limited'],
  },
  'POST /v1/session': {
    id: 'signIn',
    audience: 'pages',
    group: 'account',
    summary: 'Sign in with a link',
    description: 'Uses the link up and starts a session.',
    body: LinkTokenBody,
    answers: { 201: 'SessionView' },
    answerHeaders: ['cookie'],
    problems: ['link_invalid', 'rate_limited'],
  },
} as const satisfies Partial<Operations<typeof accountsRoutes>>;

/** The description of sign-up, sign-in, sessions, passkeys and the way out, for callers. */
export const accountsOperations: Operations<typeof accountsRoutes> = {
  ...links,
  ...passkeyOperations,
  'DELETE /v1/session': {
    id: 'signOut',
    audience: 'pages',
    group: 'account',
    summary: 'Sign out',
    answers: { 204: null },
    answerHeaders: ['cookie'],
  },
  'DELETE /v1/sessions': {
    id: 'signOutEverywhere',
    audience: 'pages',
    group: 'account',
    summary: 'Sign out everywhere',
    description: 'Ends all your sessions, this one too.',
    answers: { 204: null },
    answerHeaders: ['cookie'],
  },
  'GET /v1/sessions': {
    id: 'listSessions',
    audience: 'pages',
    group: 'account',
    summary: 'List sessions',
    description: 'The browsers in which you are signed in, newest first.',
    answers: { 200: 'Listing<OwnSessionView>' },
  },
  'DELETE /v1/sessions/{id}': {
    id: 'endSession',
    audience: 'pages',
    group: 'account',
    summary: 'End a session',
    description: 'Signs one of your browsers out.',
    answers: { 204: null },
    answerHeaders: ['cookie'],
    problems: ['not_found'],
  },
  'GET /v1/account': {
    id: 'readAccount',
    audience: 'pages',
    group: 'account',
    summary: 'Read your account',
    description: 'The person, the subscriptions of the organization, and the access that they give now.',
    answers: { 200: 'AccountView' },
    problems: ['not_found'],
  },
  'DELETE /v1/account': {
    id: 'deleteAccount',
    audience: 'pages',
    group: 'account',
    summary: 'Delete the organization',
    description:
      'Ends its subscriptions and keys, and deletes its data. The answer lists the records that we must keep.',
    answers: { 202: 'DeletionView' },
    answerHeaders: ['cookie'],
    problems: ['passkey_required', 'conflict'],
  },
  'DELETE /v1/person': {
    id: 'deletePerson',
    audience: 'pages',
    group: 'account',
    summary: 'Delete your login',
    description: 'Ends your memberships and deletes your login. The last owner deletes the organization first.',
    answers: { 202: 'DeletionView' },
    answerHeaders: ['cookie'],
    problems: ['passkey_required', 'conflict'],
  },
};
