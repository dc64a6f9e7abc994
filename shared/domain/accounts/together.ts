import { createHash, createHmac } from 'node:crypto';

/** Organizations may share a card, a proven domain, the network of sign-ins, and a device: a browser or a passkey. */
export const togetherKinds = ['card', 'domain', 'network', 'device'] as const;
/** A kind of thing that several organizations may share. */
export type TogetherKind = (typeof togetherKinds)[number];

/** Something seen of an organization: its kind, and a hash of it; the thing itself is stored nowhere. */
export type Seen = { readonly kind: TogetherKind; readonly hash: string };

/** A thing, the organization that it was seen of, and when: ISO-8601 UTC, both ends inclusive. */
export type Sighting = Seen & {
  readonly accountId: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
};

/** An organization that shares something with another, latest first in `by`. */
export type Together = {
  readonly accountId: string;
  readonly by: readonly Pick<Sighting, 'kind' | 'firstSeenAt' | 'lastSeenAt'>[];
};

const keptMs = 90 * 86_400_000;

/** When a thing that is not seen again is forgotten; exclusive. */
export const forgottenAt = ({ lastSeenAt }: Pick<Sighting, 'lastSeenAt'>): string =>
  new Date(Date.parse(lastSeenAt) + keptMs).toISOString();

/** Whether it was seen within 90 days. The clock decides, since an item may outlive its time to live. */
export const isRemembered = (sighting: Pick<Sighting, 'lastSeenAt'>, now: Date): boolean =>
  forgottenAt(sighting) > now.toISOString();

/** Whether it was seen on this UTC day already, so that nothing is written. */
export const isSeenToday = ({ lastSeenAt }: Pick<Sighting, 'lastSeenAt'>, now: Date): boolean =>
  lastSeenAt.slice(0, 10) === now.toISOString().slice(0, 10);

/** A thing that nobody can guess, or that is public: what pays, by the hash of Stripe's fingerprint, and a proven domain. */
export const seen = (kind: 'card' | 'domain', value: string): Seen => ({
  kind,
  hash: createHash('sha256').update(`${kind}\n${value}`).digest('base64url'),
});

/** A thing that could be guessed, or follows a person: HMAC-SHA-256 under `together-key`. */
export const seenOfPerson = (key: string, kind: 'network' | 'device', value: string): Seen => ({
  kind,
  hash: createHmac('sha256', key).update(`${kind}\n${value}`).digest('base64url'),
});

/**
 * The others that share something with an organization, by its sightings and those of others of the same things. An organization that
 * shares several things is there once, with all of them. The one that shared something last comes first.
 */
export function togetherWith(
  accountId: string,
  shared: readonly { readonly own: Sighting; readonly others: readonly Sighting[] }[],
): readonly Together[] {
  const byAccount = new Map<string, Together['by'][number][]>();
  for (const { own, others } of shared)
    for (const other of others) {
      if (other.accountId === accountId) continue;
      byAccount.set(other.accountId, [...(byAccount.get(other.accountId) ?? []), ofBoth(own, other)]);
    }
  return [...byAccount]
    .map(([id, by]) => ({ accountId: id, by: oneOfEach(by).toSorted(latestFirst) }))
    .toSorted((a, b) => lastOf(b).localeCompare(lastOf(a)) || a.accountId.localeCompare(b.accountId));
}

const later = (a: string, b: string): string => (a.localeCompare(b) < 0 ? b : a);

/** From when it was first seen of both, until either was last seen with it. */
const ofBoth = (a: Sighting, b: Sighting): Together['by'][number] => ({
  kind: a.kind,
  firstSeenAt: later(a.firstSeenAt, b.firstSeenAt),
  lastSeenAt: later(a.lastSeenAt, b.lastSeenAt),
});

/** Several networks in common are one line: from the first to the last. */
function oneOfEach(by: readonly Together['by'][number][]): Together['by'] {
  return togetherKinds.flatMap((kind) => {
    const all = by.filter((each) => each.kind === kind);
    if (all.length === 0) return [];
    const firstSeenAt = all.map((each) => each.firstSeenAt).toSorted()[0] ?? '';
    const lastSeenAt =
      all
        .map((each) => each.lastSeenAt)
        .toSorted()
        .at(-1) ?? '';
    return [{ kind, firstSeenAt, lastSeenAt }];
  });
}

type Timed = { readonly lastSeenAt: string };
const latestFirst = (a: Timed, b: Timed): number => b.lastSeenAt.localeCompare(a.lastSeenAt);
const lastOf = ({ by }: Together): string => by[0]?.lastSeenAt ?? '';
