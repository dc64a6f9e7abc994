/**
 * A browser that signed in here carries a cookie that says so for 90 days. Past the budget of its network it has a budget of its own, so strangers behind
 * the same address never refuse its owner's sign-in. Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { budgets, knownSignInsPerHour } from '../../shared/domain/access/budgets.ts';
import { AppError } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { spendAnonymously } from '../../shared/services/budgets/budgets.ts';
import type { AccountsDeps } from './deps.ts';

type KnownDeps = Pick<AccountsDeps, 'togetherKey' | 'throttles' | 'now' | 'log'>;

const knownCookie = '__Host-tollgate-known';
const knownSeconds = 90 * 86_400;

/** The cookie of a browser in which a person signed in: their id and an end, signed. None where the key is not there: nobody needs it to sign in. */
export async function knownCookieOf(deps: KnownDeps, personId: string): Promise<readonly string[]> {
  const endsAt = Math.floor(deps.now().getTime() / 1000) + knownSeconds;
  try {
    const value = `${personId}.${endsAt}.${await signatureOf(deps, personId, endsAt)}`;
    return [`${knownCookie}=${value}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=${knownSeconds}`];
  } catch (cause) {
    deps.log.warn('no cookie for a known browser', { cause });
    return [];
  }
}

/**
 * Counts a request of a sign-in by `spend`, which may refuse it for its network. A known browser that is refused has a budget of its own.
 * @throws AppError 429
 */
export async function spendUnlessKnown(
  deps: KnownDeps,
  request: ApiRequest,
  spend: () => Promise<void>,
): Promise<void> {
  try {
    await spend();
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === 'rate_limited';
    const personId = isRefused ? await personKnownTo(deps, request) : null;
    if (personId === null) throw error;
    const own = { scope: 'known-browser', subject: personId, limitPerHour: knownSignInsPerHour };
    if (!(await deps.throttles.pass(own, deps.now())).passed) throw error;
  }
}

/** The person whose cookie came with the request; null where there is none, or it has ended. */
async function personKnownTo(deps: KnownDeps, { cookies }: ApiRequest): Promise<string | null> {
  const [, personId = '', ends = '', given = ''] = /^(.+)\.(\d+)\.([\w-]+)$/.exec(cookies[knownCookie] ?? '') ?? [];
  const endsAt = Number(ends);
  if (given === '' || endsAt * 1000 < deps.now().getTime()) return null;
  const expected = Buffer.from(await signatureOf(deps, personId, endsAt));
  const isOurs = expected.length === given.length && timingSafeEqual(expected, Buffer.from(given));
  return isOurs ? personId : null;
}

const signatureOf = async ({ togetherKey }: KnownDeps, personId: string, endsAt: number): Promise<string> =>
  createHmac('sha256', await togetherKey())
    .update(`known browser ${personId} ${endsAt}`)
    .digest('base64url');

/** Counts a challenge of a sign-in. @throws AppError 429 past the budget of the client, unless the person signed in with this browser before */
export const spendChallenge = (deps: KnownDeps, request: ApiRequest): Promise<void> =>
  spendUnlessKnown(deps, request, () => spendAnonymously(deps, request, { budget: budgets.passkeys }));
