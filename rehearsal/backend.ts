import Stripe from 'stripe';
import { recordedClient } from './recorded-client.ts';
import type { Transcript } from './transcript.ts';

/** A Stripe account that cases run against: Stripe's own in test mode, or a simulated one. */
export type Backend = {
  /** Only the former counts as seen at Stripe. */
  readonly source: 'simulator' | 'stripe';
  readonly secretKey: string;
  /** Restricted keys by the function that they are made for. */
  readonly restrictedKeys: Readonly<Record<string, string>>;
  /** Another address than Stripe's. */
  readonly apiBase?: string | undefined;
  /** Asks the account, at its pace. */
  readonly http: Stripe.HttpClient;
  /** The account's own time. */
  readonly now: () => Date;
  /** Waits a little before something is looked at again. `isDebit`: for a bank's answer, which takes minutes in test mode. */
  readonly pause: (wait: { readonly isDebit: boolean }) => Promise<void>;
  /** A token that is in the names of all that this run makes. */
  readonly run: string;
  /** No request goes out once it is aborted. */
  readonly signal: AbortSignal;
};

/** The SDK as the product's functions have it, over the backend; each request is written to the transcript, if there is one. */
export function sdkOf(backend: Backend, transcript: Transcript | null, secretKey = backend.secretKey): Stripe {
  const base = backend.apiBase ? new URL(backend.apiBase) : undefined;
  return new Stripe(secretKey, {
    maxNetworkRetries: 2,
    timeout: 30_000,
    telemetry: false,
    appInfo: { name: 'Tollgate' },
    httpClient: recordedClient(backend.http, transcript, backend.signal),
    ...(base && { host: base.hostname, port: base.port, protocol: base.protocol === 'http:' ? 'http' : 'https' }),
  });
}
