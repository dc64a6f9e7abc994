import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { PasskeyView, SessionView } from '../../../shared/http/views.ts';
import { post } from '../api/client.ts';
import { isProblem, ProblemError } from '../api/problem.ts';

const webauthn = () => import('@simplewebauthn/browser');

/** An operator's proof before another passkey: a one-time code, or the assertion of an existing passkey. */
export type Shown = { readonly code?: string; readonly assertion?: AuthenticationResponseJSON };

/** Asks the browser for an assertion of one of this operator's passkeys; it is valid for five minutes. */
export async function assertPresence(): Promise<AuthenticationResponseJSON> {
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>('/v1/passkeys/presence');
  const { startAuthentication } = await webauthn();
  return startAuthentication({ optionsJSON });
}

/** Creates a passkey on this device and sends its public key to the API. */
export async function addPasskey(label: string, shown: Shown): Promise<PasskeyView> {
  const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>('/v1/passkeys/options', shown);
  const { startRegistration } = await webauthn();
  const response = await startRegistration({ optionsJSON });
  return post<PasskeyView>('/v1/passkeys', { label, response });
}

/** Signs in with a passkey of this site; the user chooses which. */
export async function signInWithPasskey(): Promise<SessionView> {
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>('/v1/session/passkey/options');
  const { startAuthentication } = await webauthn();
  const response = await startAuthentication({ optionsJSON });
  return post<SessionView>('/v1/session/passkey', { response });
}

/** The challenge for a passkey that shows that the person is there, valid for five minutes; null: they have no passkey. */
export const presenceOptions = (): Promise<PublicKeyCredentialRequestOptionsJSON | null> =>
  post<PublicKeyCredentialRequestOptionsJSON>('/v1/session/presence/options').catch((error: unknown) => {
    if (isProblem(error, 'conflict')) return null;
    throw error;
  });

/** Shows with a passkey that the person is there; the session counts as present for 15 minutes. */
export async function showPresence(optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<void> {
  const { startAuthentication } = await webauthn();
  await post('/v1/session/presence', { response: await startAuthentication({ optionsJSON }) });
}

/** Whether the browser or its user refused, not the API. */
export const isCeremonyRefusal = (error: unknown): boolean =>
  error instanceof Error && !(error instanceof ProblemError);
