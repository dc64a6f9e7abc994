import type { Account } from '../../domain/accounts/account.ts';
import { isOperator } from '../../domain/accounts/operator.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { checksOf, type PictureFacts } from '../../domain/badges/checks.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { textsOf } from '../../domain/catalog/localized.ts';
import type { Suppression } from '../../domain/mail/suppression.ts';
import { AppError } from '../../errors.ts';
import type { BadgeNames } from '../../storage/badges/badge-names.ts';

/** The stores that the automatic checks read. */
export type AutomaticCheckDeps = {
  readonly catalog: Catalog;
  readonly accounts: { find(id: string): Promise<Account | null> };
  readonly suppressions: { find(address: string): Promise<Suppression | null> };
  readonly badgeNames: BadgeNames;
  readonly now: () => Date;
};

/** The application with the result of every automatic check, for its reviewer and its holder. */
export async function withAutomaticChecks(
  deps: AutomaticCheckDeps,
  application: BadgeApplication,
  picture: PictureFacts,
): Promise<BadgeApplication> {
  const { catalog, now } = deps;
  const [account, suppression, alikeHolders] = await Promise.all([
    deps.accounts.find(application.accountId),
    deps.suppressions.find(application.email),
    deps.badgeNames.namesLike(application.displayName),
  ]);
  const { protectedNames = [], ...review } = catalog.settings.badgeReview;
  const checks = checksOf({
    profile: application,
    account: {
      createdAt: account?.createdAt ?? now().toISOString(),
      isOperator: isOperator(catalog.operators, application.email),
      mailSuppressed: suppression?.reason ?? null,
    },
    picture,
    alikeHolders,
    protectedNames: [...textsOf(catalog.name), ...protectedNames],
    review,
    now: now(),
  });
  return { ...application, checks };
}

/**
 * Refuses a handle that looks like that of an approved badge. `own`: the handle of the badge that moves there.
 * @throws AppError 409
 */
export async function refuseLookAlike(
  { badgeNames }: Pick<AutomaticCheckDeps, 'badgeNames'>,
  handle: string,
  own = handle,
): Promise<void> {
  const holder = await badgeNames.holderLike(handle);
  if (holder === null || holder === handle || holder === own) return;
  throw new AppError(
    'handle_confusable',
    `The handle "${handle}" looks like the verified handle "${holder}". Choose another.`,
  );
}
