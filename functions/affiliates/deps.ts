import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { SessionDeps } from '../../shared/http/session.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { MailQueue } from '../../shared/queues.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import type { AutomaticCheckDeps } from '../../shared/services/badges/automatic-checks.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { Throttles } from '../../shared/storage/accounts/throttles.ts';
import type { Affiliates } from '../../shared/storage/badges/affiliates.ts';
import type { BadgeLooks } from '../../shared/storage/badges/badge-looks.ts';
import type { BadgePictures } from '../../shared/storage/badges/badge-pictures.ts';
import type { Badges } from '../../shared/storage/badges/badges.ts';
import type { AccessStates } from '../../shared/storage/billing/access.ts';

/** Dependencies of the affiliates function. */
export type AffiliatesDeps = HttpDeps &
  SessionDeps &
  AutomaticCheckDeps & {
    readonly catalog: Catalog;
    readonly badges: Pick<Badges, 'find' | 'listOf' | 'replace' | 'withdraw'>;
    readonly affiliates: Affiliates;
    readonly badgeLooks: Pick<BadgeLooks, 'expect'>;
    readonly access: Pick<AccessStates, 'readHolder'>;
    readonly pictures: Pick<BadgePictures, 'find'>;
    readonly throttles: Throttles;
    readonly mail: MailQueue;
    readonly newId: () => string;
  };

/** The line of the trail for a change of an affiliation by the signed-in account. */
export const affiliationAudit = (
  deps: AffiliatesDeps,
  { session }: SignedInRequest,
  { action, affiliation }: { readonly action: string; readonly affiliation: string },
): AuditEntry => personLine(deps, session, { action, detail: { affiliation } });
