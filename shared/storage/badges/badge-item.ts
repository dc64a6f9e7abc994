import { type BadgeApplication, undecided } from '../../domain/badges/badge.ts';
import { type ShownApplication, shownApplication } from '../../domain/badges/shown.ts';
import { badgeKey, listed } from '../item-keys.ts';
import type { Item, ItemValue, Key, Write, WriteCondition } from '../table/table.ts';
import { affiliateBadgeKey } from './affiliate-keys.ts';
import { accountBadgeKey } from './badge-keys.ts';

/** A badge application as an item. */
export const badgeItem = (application: BadgeApplication): Item => ({
  ...badgeKey(application.handle),
  ...listed('BADGE', `${application.state}#${application.appliedAt}#${application.handle}`),
  ...application,
  ...shownPart(application),
});

/** The attribute that functions for the public may read; absent until the first approval. */
export const shownPart = (application: BadgeApplication): { readonly shown?: ItemValue } => {
  const shown = shownApplication(application);
  return shown === null ? {} : { shown: { ...shown, version: application.version } as unknown as ItemValue };
};

/**
 * The shown part of the badge in an item; null where there is none. It must have the item's version: the release before changed the rest and left
 * the part as it was.
 */
export function shownIn(item: Item | undefined): ShownApplication | null {
  if (!item || typeof item.shown !== 'object') return null;
  const { version, ...shown } = item.shown as unknown as ShownApplication & { readonly version: number };
  return version === item.version ? shown : null;
}

/** Where an account's badges name this one. */
export const ownBadgeKey = ({ accountId, badge, affiliation }: BadgeApplication): Key =>
  affiliation === null ? accountBadgeKey(accountId, badge) : affiliateBadgeKey(accountId, affiliation);

/** Whether the item only reserves a handle for the account that moved away from it. */
export const isReserved = (item: Item): boolean => item.heldUntil !== undefined;

/** The application in an item; null where there is none. */
export function badgeIn(item: Item | undefined): BadgeApplication | null {
  if (!item || isReserved(item)) return null;
  const { pk, sk, listPk, listSk, shown, ...application } = item;
  return { ...undecided, ...application } as unknown as BadgeApplication;
}

/** Holds while the badge still has this version. */
export const isVersion = (version: number): WriteCondition => ({
  'nobody else changed it': { attribute: 'version', equals: version },
});

/** Puts an application in place of the version before it. */
export const nextVersion = (application: BadgeApplication): Write => ({
  put: badgeItem(application),
  if: isVersion(application.version - 1),
});
