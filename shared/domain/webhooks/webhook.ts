import { isIP } from 'node:net';
import { isPublicAddress } from '../access/public-address.ts';
import type { EventType } from './event-types.ts';

/** The owner of the operators' webhooks, which receive every account's events, in place of an account's id; no account's id contains "@". */
export const operators = '@operators';

/** Its owner disabled it, it answered that it is gone, or nothing arrived for five days. */
export type DisabledBecause = 'owner' | 'gone' | 'failing';

/** An address that receives events. Times are ISO-8601 UTC. */
export type Webhook = {
  readonly id: string;
  /** The account's id, or `operators`. */
  readonly owner: string;
  readonly url: string;
  /** Empty: every type. */
  readonly types: readonly EventType[];
  /** Sealed, newest first; each signs until `until`, the newest without an end. */
  readonly secrets: readonly { readonly sealed: string; readonly until: string | null }[];
  readonly createdAt: string;
  readonly disabledAt: string | null;
  readonly disabledBecause: DisabledBecause | null;
  /** The first failure since anything last arrived. */
  readonly failingSince: string | null;
  readonly version: number;
  /** The address that answered a test with its challenge. Absent: none did. */
  readonly answeredUrl?: string;
};

/** Webhooks of one owner. */
export const maxWebhooks = 10;

/** Nothing but failures for so long disables a webhook: longer than one delivery is tried. */
const failingMs = 5 * 86_400_000;

/** Whether it receives events of this type; it receives tests in any case. */
export const hears = ({ types, disabledAt }: Webhook, type: EventType): boolean =>
  disabledAt === null && (types.length === 0 || type === 'webhook.test' || types.includes(type));

/** Whether its address, as it is now, has shown that it wants our posts. */
export const hasAnswered = ({ url, answeredUrl }: Pick<Webhook, 'url' | 'answeredUrl'>): boolean => url === answeredUrl;

/** The context in which a secret is sealed. */
export const encryptionContext = ({ owner, id }: Pick<Webhook, 'owner' | 'id'>): string => `webhook:${owner}:${id}`;

/** The sealed secrets that sign now. */
export const signingNow = ({ secrets }: Webhook, now: Date): string[] =>
  secrets.filter(({ until }) => until === null || until > now.toISOString()).map((each) => each.sealed);

/** Why a failed try disables it; null: it does not. */
export function disabledBy(
  { failingSince }: Pick<Webhook, 'failingSince'>,
  { status, at }: { readonly status: number | null; readonly at: Date },
): Exclude<DisabledBecause, 'owner'> | null {
  if (status === 410) return 'gone';
  return failingSince !== null && at.getTime() - Date.parse(failingSince) >= failingMs ? 'failing' : null;
}

/**
 * The fault of an address, as a phrase after its name; null: none that shows without a DNS lookup. `mayBeLocal` is the world on the developer's
 * machine, where a receiver speaks plain HTTP on 127.0.0.1.
 */
export function urlProblem(text: string, mayBeLocal: boolean): string | null {
  const url = URL.parse(text);
  const isLocal = mayBeLocal && url?.protocol === 'http:' && url.hostname === '127.0.0.1';
  if (!url || (url.protocol !== 'https:' && !isLocal)) return 'must be a web address that starts with https://';
  if (url.username !== '' || url.password !== '') return 'must have no user name and no password';
  if (url.hash !== '') return 'must have no fragment';
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 && !isLocal) return 'must name a host, not an IP address';
  return null;
}

/** Which addresses a webhook's name may lead to: public ones, and in that world this machine's own. */
export const mayReach =
  (mayBeLocal: boolean) =>
  (address: string): boolean =>
    isPublicAddress(address) || (mayBeLocal && address === '127.0.0.1');
