import { networksOfClient } from '../../shared/domain/access/client-network.ts';
import { createRateLimiter, type RateLimit, type RateLimiter } from '../../shared/domain/access/rate-limit.ts';
import { AppError } from '../../shared/errors.ts';
import { callLimitStates, rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import { Recent } from '../../shared/services/metering/recent.ts';

/** A person who tries filters, with room for what a page asks at once. A client is an IPv4 address or an IPv6 /64. */
const ofClient: readonly RateLimit[] = [
  { requests: 10, windowSeconds: 1 },
  { requests: 120, windowSeconds: 60 },
];
/** All clients of one instance together. */
const inAll: readonly RateLimit[] = [{ requests: 100, windowSeconds: 1 }];

const clientsAtOnce = 10_000;

/** The rates of clients without a key, in one instance. */
export type SampleLimits = {
  /**
   * Counts a request, and gives the headers with the state of its client's limits.
   * @throws AppError 429 where the client or the instance had too many
   */
  enter(address: string, nowMs: number): Readonly<Record<string, string>>;
};

/** Limits in memory; a client that has not called for long begins anew. */
export function sampleLimits(): SampleLimits {
  const clients = new Recent<RateLimiter>(clientsAtOnce);
  const instance = createRateLimiter(inAll);
  const limiterOf = (client: string): RateLimiter => {
    const known = clients.get(client) ?? createRateLimiter(ofClient);
    clients.set(client, known);
    return known;
  };
  return {
    enter(address, nowMs) {
      const client = limiterOf(networksOfClient(address).client);
      const full = client.full(nowMs) ?? instance.full(nowMs);
      if (full) throw tooMany(full.retryAfterMs, statesOf(client, nowMs));
      client.count();
      instance.count();
      return statesOf(client, nowMs);
    },
  };
}

const statesOf = (client: RateLimiter, nowMs: number): Record<string, string> => {
  const held = { rates: client.standing(nowMs), inFlight: 0, ofApp: null, ofKey: null };
  return rateLimitHeaders(callLimitStates({ maxInFlight: null, ofApp: null, ofKey: null }, held));
};

const tooMany = (retryAfterMs: number, headers: Record<string, string>): AppError =>
  new AppError('rate_limited', 'Samples were requested too often from your network. Wait, or use a test key.', {
    retryAfterSeconds: Math.ceil(retryAfterMs / 1_000),
    headers,
  });
