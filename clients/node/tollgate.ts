/**
 * Asks Tollgate whether a call of your API is allowed, and has it metered with the yes. No dependencies; Node 20 or later.
 *
 *     const tollgate = createTollgate({ url: 'https://data.example.com', serviceKey: process.env.TOLLGATE_SERVICE_KEY });
 *     const verdict = await tollgate.verify({ key, upstream: 'trends', units: items.length });
 */

export type TollgateOptions = {
  /** The public address of the deployment. */
  readonly url: string;
  /** `tgs_…`, as the operator of the deployment gives it out. */
  readonly serviceKey: string;
  /** For one verification with all of its tries; default 2,000. */
  readonly budgetMs?: number;
  /** Tries after the first; default 2. With 0 no request id is sent, which saves Tollgate a write a call. */
  readonly retries?: number;
  /**
   * What is answered when Tollgate cannot be asked. `closed` (default): not allowed, with status 503. `open`: allowed, and never billed.
   */
  readonly whenUnreachable?: 'closed' | 'open';
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
};

export type Verification = {
  /** As the buyer sent it; see `bearerOf`. */
  readonly key: string;
  /** One of both. */
  readonly upstream?: string;
  readonly dataset?: string;
  /** Units that the answer is worth; default 1. 0 asks and charges nothing. */
  readonly units?: number;
  /** The buyer's network address, for keys that are limited to some. */
  readonly address?: string;
};

/** To be set on the answer to the buyer: cost, what is left, `RateLimit` and `RateLimit-Policy`, and `Retry-After` of a refusal. */
type PassedOn = Readonly<Record<string, string>>;

export type Verdict =
  | {
      readonly allowed: true;
      /** False: Tollgate could not be asked, and `whenUnreachable` is `open`. */
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

/** Tollgate refuses the question itself: the service key is wrong, or there is no such upstream. A mistake in your set-up. */
export class TollgateRefusal extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(`Tollgate answered ${status}: ${detail}`);
    this.name = 'TollgateRefusal';
    this.status = status;
  }
}

export type Tollgate = {
  /** @throws TollgateRefusal where the question is wrong, never where Tollgate cannot be reached. */
  verify(verification: Verification): Promise<Verdict>;
};

/** The token of an `Authorization: Bearer …` header; empty where there is none, which Tollgate refuses in so many words. */
export const bearerOf = (authorization: string | undefined | null): string =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';

/** A client of one deployment. */
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

/** Null: worth another try, with the same request id, so that nothing is charged twice. */
async function tried(send: () => Promise<Response>): Promise<Verdict | null> {
  const response = await send().catch(() => null);
  if (!response || response.status >= 500 || response.status === 429) return null;
  const body = (await response.json().catch(() => null)) as { allowed?: unknown; detail?: unknown } | null;
  if (response.status >= 400) throw new TollgateRefusal(response.status, String(body?.detail ?? ''));
  if (body?.allowed === true) return { headers: {}, ...body, metered: true } as Verdict;
  return body?.allowed === false ? ({ headers: {}, ...body } as Verdict) : null;
}

/** False where the budget ends first. */
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
