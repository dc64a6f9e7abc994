import { randomBytes } from 'node:crypto';
import { mintServiceKey } from '../shared/domain/keys/service-key.ts';
import type { Cleanup } from './cleanup.ts';
import type { LocalClock } from './clock.ts';
import type { Status } from './contract.ts';
import { type Host, startHost } from './host/host.ts';
import type { FunctionLog } from './log.ts';
import { webhookSecret, writeSecrets } from './operator-commands.ts';
import { builtSite } from './site-build.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';
import { realStripe, type StripeSide, simulatedStripe, stripeApi } from './stripe-side.ts';
import { synthesise } from './synthesis.ts';

/** Everything that a deployment needs before it can run. */
export type Prepared = {
  readonly standIns: StandIns;
  readonly stripe: StripeSide;
  /** Folder of the cloud assembly, and folders of the pages' and the portal's files. */
  readonly assembly: string;
  readonly folders: readonly string[];
  /** The service key for `POST /v1/verify`. */
  readonly serviceKey: string;
};

type Options = {
  readonly port: number;
  readonly url: string;
  readonly clock: LocalClock;
  readonly signal?: AbortSignal;
  /** Called with one sentence if a stand-in for AWS ends unexpectedly. */
  onDeath(sentence: string): void;
};

/** Builds and starts everything that does not depend on the templates; slow parts run in parallel. */
export async function prepare({ port, url, clock, signal, onDeath }: Options, cleanup: Cleanup): Promise<Prepared> {
  const stripe = await startStripe(port + 1, clock, cleanup);
  const starting = [
    startStandIns({ clock, onDeath }, cleanup),
    synthesise(url, signal),
    builtSite(url, cleanup),
  ] as const;
  await Promise.allSettled(starting);
  const [standIns, assembly, folders] = await Promise.all(starting);
  return { standIns, stripe, assembly, folders, serviceKey: mintServiceKey(randomBytes(32)) };
}

async function startStripe(port: number, clock: LocalClock, cleanup: Cleanup): Promise<StripeSide> {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE } = process.env;
  const stripe = STRIPE_SECRET_KEY
    ? realStripe(STRIPE_SECRET_KEY, clock, STRIPE_API_BASE)
    : await simulatedStripe(port, clock);
  cleanup.add(stripe.stop);
  return stripe;
}

/** Starts the resources and functions that the templates declare, with fresh secrets. */
export async function deploy(
  { standIns, stripe, assembly, folders, serviceKey }: Prepared,
  { clock, log }: { clock: LocalClock; log: FunctionLog },
): Promise<Host> {
  const host = await startHost({
    assembly,
    folders,
    clock,
    endpoints: standIns.endpoints,
    standIns: { ...standIns.environment, ...(stripe.apiBase !== stripeApi && { STRIPE_API_BASE: stripe.apiBase }) },
    concurrency: concurrency(),
    log: log.write,
  });
  standIns.mailService.connect(host.configurationSets);
  writeSecrets(host, { standIns, stripe, serviceKey });
  return host;
}

/** The processes of a function at once: `LOCAL_CONCURRENCY`, else 4. */
function concurrency(): number {
  const value = Number(process.env.LOCAL_CONCURRENCY || 4);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`LOCAL_CONCURRENCY must be a whole number above 0, not ${process.env.LOCAL_CONCURRENCY}.`);
}

/** The addresses and keys of a running deployment, as `/__local/status` shows them, without keys of a real Stripe account. */
export function addressesOf(
  { standIns, stripe, serviceKey }: Prepared,
  host: Host,
): Pick<Status, 'stripe' | 'dynamodb' | 'evidence' | 'serviceKey'> {
  return {
    serviceKey,
    stripe: {
      apiBase: stripe.apiBase,
      publishableKey: stripe.publishableKey,
      secretKey: stripe.isSimulated ? stripe.secretKey : null,
      webhookSecret: stripe.isSimulated ? webhookSecret(host, standIns.parameters) : null,
    },
    dynamodb: { ...addressOf(standIns), table: host.tables[0] ?? '' },
    evidence: {
      ...{ endpoint: standIns.endpoints.queuesAndBuckets, keys: standIns.endpoints.keys },
      bucket: host.environment.EVIDENCE_BUCKET ?? '',
      ledgerKeys: host.environment.LEDGER_KEYS ?? '',
    },
  };
}

const addressOf = ({ endpoints: { dynamodb } }: StandIns): Pick<Status['dynamodb'], 'endpoint' | 'accessKeyId'> => ({
  endpoint: dynamodb.endpoint,
  accessKeyId: dynamodb.accessKeyId,
});
