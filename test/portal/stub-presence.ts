import { type Answer, type Call, done, ok, type Route, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';

/** Changes for which the API wants the person to be there, as `METHOD /path`; the stub knows those that tests make. */
const needPresence =
  /^((POST|DELETE) \/v1\/passkeys|POST \/v1\/passkeys\/options|DELETE \/v1\/(account|person)|(POST|PATCH|DELETE) \/v1\/members)(\/[^/]+)?$/;

/** The refusal of a change by a person who may be gone; undefined: the route answers. */
export const refusedAbsent = ({ isAbsent }: World, { method, path }: Call): Answer | undefined =>
  isAbsent && needPresence.test(`${method} ${path}`)
    ? refuse('presence_required', 'Confirm that it is you: with a passkey, or sign in again.')
    : undefined;

/** A sign-in by link: this browser has another session, and the person is there. */
export function beginSession(world: World): void {
  const begun = { startedAt: '2026-11-24T10:00:00.000Z', signedInBy: 'link', browser: 'Chrome' } as const;
  const others = world.sessions.map((each) => ({ ...each, current: false }));
  world.sessions = [...others, { id: 'ses_new', ...begun, network: '2001:db8::/32', current: true }];
  world.isAbsent = false;
}

/** The routes by which a person shows with a passkey to be there. */
export const presenceRoutes: Record<string, Route> = {
  'POST /v1/session/presence/options': ({ passkeys }) =>
    passkeys.length === 0
      ? refuse('conflict', 'You have no passkey. Sign out and sign in again instead.')
      : ok({
          challenge: 'AAECAwQFBgcICQoLDA0ODw',
          rpId: 'localhost',
          userVerification: 'required',
          allowCredentials: passkeys.map(({ id }) => ({ id, type: 'public-key' })),
        }),
  'POST /v1/session/presence': (world, { body }) => {
    if (!world.passkeys.some(({ id }) => id === body.response?.id))
      return refuse('passkey_invalid', 'This passkey is not known here.');
    world.isAbsent = false;
    return done;
  },
};
