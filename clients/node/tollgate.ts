/**
 * Asks Tollgate whether a call of your API is allowed; an allowed call is metered. No dependencies; Node 20 or later.
 *
 *     const tollgate = createTollgate({ url: 'https://data.example.com', serviceKey: process.env.TOLLGATE_SERVICE_KEY });
 *     const verdict = await tollgate.verify({ key, upstream: 'trends', units: items.length });
 */

/** Settings of a client. Only `url` and `serviceKey` are required. */
export type TollgateOptions = {
  /** The public URL of the deployment. */
  readonly url: string;
  /** `tgs_…`, from the operator of the deployment. */
  readonly serviceKey: string;
  /** Time limit of one verification with all of its tries, in ms; default 2,000. */
  readonly budgetMs?: number;
  /** Tries after the first; default 2. With 0 no request ID is sent, which saves Tollgate a write a call. */
  readonly retries?: number;
  /**
   * The verdict when Tollgate does not answer. `closed` (default): not allowed, with status 503. `open`: allowed, and never billed.
   */
  readonly whenUnreachable?: 'closed' | 'open';
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
};

/** One call of a buyer. Name either its `upstream` or its `dataset`. */
export type Verification = {
  /** The buyer's key, as sent; see `bearerOf`. */
  readonly key: string;
  /** The ID of an upstream in the operator's catalogue. */
  readonly upstream?: string;
  /** The ID of a dataset in the operator's catalogue. */
  readonly dataset?: string;
  /** Units to charge; default 1. 0 asks and charges nothing. */
  readonly units?: number;
  /** The buyer's IP address, for keys that are limited to some networks. */
  readonly address?: string;
};

/** Headers to set on your answer to the buyer: cost, remaining units, `RateLimit`, `RateLimit-Policy`, and `Retry-After` of a refusal. */
type PassedOn = Readonly<Record<string, string>>;

/** The answer to a verification. Units (`cost`, `remaining`) are those of the buyer's plan; `remaining` is null without a limit. */
export type Verdict =
  | {
      readonly allowed: true;
      /** False: Tollgate did not answer, and `whenUnreachable` is `open`. */
      readonly metered: boolean;
      readonly cost: number;
      readonly remaining: number | null;
      readonly accountId?: string;
      readonly keyId?: string;
      readonly environment?: 'live' | 'test';
      readonly headers: PassedOn;
    }
  | {
      readonly allowed: false;
      readonly reason: string;
      /** The HTTP status to answer with. */
      readonly status: number;
      readonly title: string;
      readonly detail: string;
      readonly cost: 0;
      readonly retryAfterSeconds?: number;
      readonly headers: PassedOn;
    };

/** Tollgate refuses the request itself, for a mistake in your set-up: the service key is wrong, or there is no such upstream. */
export class TollgateRefusal extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(`Tollgate answered ${status}: ${detail}`);
    this.name = 'TollgateRefusal';
    this.status = status;
  }
}

/** A client, made by `createTollgate`. Safe to share between requests. */
export type Tollgate = {
  /** @throws TollgateRefusal if the request is wrong, never because Tollgate does not answer. */
  verify(verification: Verification): Promise<Verdict>;
};

/** The token of an `Authorization: Bearer …` header. Without one it is empty, and Tollgate refuses it with a reason. */
export const bearerOf = (authorization: string | undefined | null): string =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';

/** Makes a client of one deployment. @throws Error if `serviceKey` is no service key, or `url` no URL. */
export function createTollgate(options: TollgateOptions): Tollgate {
  const { url, serviceKey, budgetMs = 2_000, retries = 2, whenUnreachable = 'closed', fetch: send = fetch } = options;
  if (!/^tgs_/.test(serviceKey)) throw new Error('serviceKey must be a service key of Tollgate, tgs_…');
  const address = new URL('/v1/verify', url);
  return {
    async verify(verification) {
      const requestId = retries > 0 ? { requestId: crypto.randomUUID() } : {};
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${serviceKey}` },
        body: JSON.stringify({ ...verification, ...requestId }),
        redirect: 'error' as const,
        signal: AbortSignal.timeout(budgetMs),
      };
      for (let left = retries; left >= 0; left--) {
        const verdict = await tried(() => send(address, request));
        if (verdict) return verdict;
        if (left === 0 || !(await paused(backoffMs * 2 ** (retries - left), request.signal))) break;
      }
      return whenUnreachable === 'open' ? unmetered : unreachable;
    },
  };
}

const backoffMs = 50;
const unmetered: Verdict = { allowed: true, metered: false, cost: 0, remaining: null, headers: {} };
const unreachable: Verdict = {
  allowed: false,
  reason: 'metering_unavailable',
  status: 503,
  title: 'Metering is not available',
  detail: 'Tollgate could not meter this request, so no data was served. Try again in a minute.',
  cost: 0,
  retryAfterSeconds: 1,
  headers: { 'retry-after': '1' },
};

/** Null: try again, with the same request ID, so that nothing is charged twice. */
async function tried(send: () => Promise<Response>): Promise<Verdict | null> {
  const response = await send().catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) return null;
  const body = (await response.json().catch(() => null)) as { allowed?: unknown; detail?: unknown } | null;
  if (response.status >= 400) throw new TollgateRefusal(response.status, String(body?.detail ?? ''));
  if (body?.allowed === true) return { headers: {}, ...body, metered: true } as Verdict;
  return body?.allowed === false ? ({ headers: {}, ...body } as Verdict) : null;
}

/** Waits. False if the time limit ends first. */
function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const timer = setTimeout(() => resolve(true), ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
