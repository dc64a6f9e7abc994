import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { SessionDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AutomaticCheckDeps } from '../../shared/services/badges/automatic-checks.ts';
import type { PictureDeps } from '../../shared/services/badges/take-picture.ts';
import type { BadgeLooks } from '../../shared/storage/badges/badge-looks.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';

/** Dependencies of the badges function. */
export type BadgesDeps = HttpDeps &
  SessionDeps & {
    readonly catalog: Catalog;
    readonly badges: Badges;
    readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
    readonly access: AccessStates;
    readonly newId: () => string;
  } & AutomaticCheckDeps &
  PictureDeps;
