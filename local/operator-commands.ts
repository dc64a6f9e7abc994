import { randomBytes } from 'node:crypto';
import { everyResource } from '../shared/domain/catalog/look-up.ts';
import { digestOf } from '../shared/domain/keys/service-key.ts';
import catalog from '../tollgate.config.ts';
import type { ParameterStore } from './aws/parameter-store.ts';
import { runNode } from './child.ts';
import type { Host } from './host/host.ts';
import { region } from './host/intrinsics.ts';
import type { StandIns } from './stand-ins.ts';
import type { StripeSide } from './stripe-side.ts';

const secretNames = {
  webhooks: 'stripe-webhook-secrets',
  stripe: 'stripe-secret-key',
  peppers: 'key-peppers',
  seals: 'webhook-keys',
  handles: 'handle-key',
  sightings: 'together-key',
  services: 'service-keys',
  trends: 'upstream-trends',
};

const secretPath = ({ environment }: Host, name: keyof typeof secretNames): string =>
  `${environment.SECRETS_PATH ?? '/tollgate/local'}/${secretNames[name]}`;

type Secrets = Pick<World, 'stripe'> & {
  readonly standIns: Pick<StandIns, 'parameters' | 'upstream'>;
  /** A key with which a server of the operator can verify calls of every dataset and upstream. */
  readonly serviceKey: string;
};

/** Writes the secrets that an operator writes before a deployment; they are new in every world. */
export function writeSecrets(host: Host, { standIns: { parameters, upstream }, stripe, serviceKey }: Secrets): void {
  const service = { for: everyResource(catalog), sha256: [digestOf(serviceKey)] };
  parameters.put(secretPath(host, 'services'), JSON.stringify({ 'local-server': service }));
  parameters.put(secretPath(host, 'trends'), upstream.secret);
  parameters.put(secretPath(host, 'stripe'), stripe.secretKey);
  for (const name of ['peppers', 'seals', 'handles', 'sightings'] as const)
    parameters.put(secretPath(host, name), JSON.stringify({ 1: randomBytes(32).toString('base64url') }));
  if (!stripe.isSimulated) parameters.put(secretPath(host, 'webhooks'), `whsec_${randomBytes(24).toString('hex')}`);
}

/** The secret that Stripe signs its webhooks with; null before the catalogue was pushed. */
export const webhookSecret = (host: Host, parameters: ParameterStore): string | null =>
  parameters.get(secretPath(host, 'webhooks'))?.split(',')[0] ?? null;

type World = { readonly host: Host; readonly standIns: StandIns; readonly stripe: StripeSide };

/**
 * Runs the commands with which an operator fills a new deployment: they push the catalogue to Stripe and the sample datasets
 * to the bucket. The real Stripe accepts no webhook endpoint on localhost, so it gets none.
 */
export async function fillDeployment({ host, standIns, stripe }: World, signal?: AbortSignal): Promise<void> {
  const env = {
    ...host.environment,
    ...standIns.environment,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: standIns.endpoints.dynamodb.accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    STRIPE_API_BASE: stripe.apiBase,
    ...(!stripe.isSimulated && { PUBLIC_ORIGIN: '' }),
    STRIPE_SECRET_KEY: stripe.secretKey,
  };
  await Promise.all([
    runNode(['cli/catalog.ts', 'push'], { env, signal }),
    runNode(['cli/dataset.ts', 'push'], { env, signal }),
  ]);
}
