/**
 * Asks Tollgate whether a call of your API is allowed; an allowed call is metered with the same request. No dependencies; Node 20 or later.
 *
 *     const tollgate = createTollgate({ url: 'https://data.example.com', serviceKey: process.env.TOLLGATE_SERVICE_KEY });
 *     const verdict = await tollgate.verify({ key, upstream: 'trends', units: items.length });
 */

export type TollgateOptions = {
  /** The public address of the deployment. */
  readonly url: string;
  /** `tgs_…`, from the operator of the deployment. */
  readonly serviceKey: string;
  /** The time for one verification with all of its tries; default 2,000. */
  readonly budgetMs?: number;
  /** Tries after the first; default 2. With 0 the client sends no request id, which saves Tollgate a write per call. */
  readonly retries?: number;
  /**
   * The verdict when Tollgate cannot be reached. `closed` (default): not allowed, with status 503. `open`: allowed, and never billed.
   */
  readonly whenUnreachable?: 'closed' | 'open';
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
};

/** One call of your API to verify: the buyer's key, the resource, and its cost in units. */
export type Verification = {
  /** The key as the buyer sent it; see `bearerOf`. */
  readonly key: string;
  /** Name either an upstream or a dataset. */
  readonly upstream?: string;
  readonly dataset?: string;
  /** Units that the answer costs; default 1. 0 checks and charges nothing. */
  readonly units?: number;
  /** The buyer's IP address, for keys that are limited to some addresses. */
  readonly address?: string;
};

/** Headers to set on your answer to the buyer: cost, units left, `RateLimit` and `RateLimit-Policy`, and `Retry-After` of a refusal. */
type PassedOn = Readonly<Record<string, string>>;

/** Tollgate's answer: allowed with the cost in units and the units left, or refused with the status to send. */
export type Verdict =
  | {
      readonly allowed: true;
      /** False: Tollgate could not be reached, and `whenUnreachable` is `open`. */
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

/** Tollgate refuses the verification itself, because your set-up is wrong: a wrong service key, or an unknown upstream. */
export class TollgateRefusal extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(`Tollgate answered ${status}: ${detail}`);
    this.name = 'TollgateRefusal';
    this.status = status;
  }
}

/** The client of one deployment. */
export type Tollgate = {
  /** Verifies and meters one call. @throws TollgateRefusal for a wrong set-up, never because Tollgate cannot be reached */
  verify(verification: Verification): Promise<Verdict>;
};

/** The token of an `Authorization: Bearer …` header; empty if there is none, which Tollgate refuses with a clear message. */
export const bearerOf = (authorization: string | undefined | null): string =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';

/** Creates a client of one deployment. */
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
  title: 'The meter cannot be read now',
  detail: 'What is read could not be counted, so nothing is served. Try again in a moment.',
  cost: 0,
  retryAfterSeconds: 1,
  headers: { 'retry-after': '1' },
};

/** One try. Null: try again with the same request id, so that nothing is charged twice. */
async function tried(send: () => Promise<Response>): Promise<Verdict | null> {
  const response = await send().catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) return null;
  const body = (await response.json().catch(() => null)) as { allowed?: unknown; detail?: unknown } | null;
  if (response.status >= 400) throw new TollgateRefusal(response.status, String(body?.detail ?? ''));
  if (body?.allowed === true) return { headers: {}, ...body, metered: true } as Verdict;
  return body?.allowed === false ? ({ headers: {}, ...body } as Verdict) : null;
}

/** Waits `ms`; false if the budget ends first. */
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
