import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { SessionDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { AccessStates } from '../../shared/storage/access.ts';
import type { Badges } from '../../shared/storage/badges.ts';

export type BadgesDeps = HttpDeps &
  SessionDeps & {
    readonly catalog: Catalog;
    readonly badges: Badges;
    readonly access: AccessStates;
    readonly newId: () => string;
  };
