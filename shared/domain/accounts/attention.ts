/** The things that an organization has to do something about now: one rule, for its own pages and for the operators' console. */
import { type CountedUseCase, isTurnedDown, standingOf } from '../apps/use-case.ts';
import type { Affiliation } from '../badges/affiliate.ts';
import { applicationState, type BadgeApplication } from '../badges/badge.ts';
import { badgesAt } from '../billing/entitlement.ts';
import { failingPaymentsOf, type OwedPayment, type Owing } from '../billing/failing-payments.ts';
import type { Grant } from '../billing/grant.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { type ApiKey, isInForce } from '../keys/key.ts';
import type { Acceptance } from '../licences/licence.ts';
import { type LicenceToAccept, licencesToAccept } from '../licences/to-accept.ts';
import type { Webhook } from '../webhooks/webhook.ts';

/** One thing that needs somebody, with its facts as data. */
export type AttentionItem =
  | { readonly kind: 'suspended'; readonly reason: string; readonly since: string }
  | ({ readonly kind: 'failing_payment' } & OwedPayment)
  | ({ readonly kind: 'licence' } & LicenceToAccept)
  | {
      readonly kind: 'webhook';
      readonly id: string;
      readonly url: string;
      readonly since: string;
      readonly because: 'gone' | 'failing';
    }
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly label: string;
      readonly start: string;
      readonly expiresAt: string;
    }
  | { readonly kind: 'badge'; readonly handle: string; readonly state: BadgeNeed; readonly request: string | null }
  | {
      readonly kind: 'use_case';
      readonly app: string;
      readonly appName: string;
      readonly state: 'refused' | 'revoked';
      readonly reason: string;
    }
  | {
      readonly kind: 'invitation';
      readonly id: string;
      readonly organization: string;
      readonly badge: string;
      readonly since: string;
    };

type BadgeNeed = 'needs_more' | 'checks_failed' | 'awaiting_payment';

/** All that the rule looks at. Keys that were rotated are not among `keys`. */
export type Attended = Owing & {
  readonly suspension: { readonly reason: string; readonly at: string } | null;
  readonly grants: readonly Grant[];
  readonly acceptances: readonly Acceptance[];
  readonly keys: readonly ApiKey[];
  readonly webhooks: readonly Pick<Webhook, 'id' | 'url' | 'disabledAt' | 'disabledBecause'>[];
  readonly badges: readonly BadgeApplication[];
  readonly useCases: Iterable<CountedUseCase>;
  readonly affiliations: readonly Affiliation[];
};

/** How long before its end a key is shown. */
const soonMs = 7 * 86_400_000;

/** Everything that needs somebody, the most urgent first: what is refused now, then money, then what will be refused, then answers owed. */
export function attentionOf(catalog: Catalog, of: Attended, now: Date): readonly AttentionItem[] {
  const licences = licencesToAccept(catalog, of, now).map((each) => ({ kind: 'licence', ...each }) as const);
  return [
    ...(of.suspension ? [{ kind: 'suspended', reason: of.suspension.reason, since: of.suspension.at } as const] : []),
    ...failingPaymentsOf(catalog, of, now).map((each) => ({ kind: 'failing_payment', ...each }) as const),
    ...licences.filter(({ from }) => from === null),
    ...endingKeys(of.keys, now),
    ...of.webhooks.flatMap(disabledWebhook),
    ...licences.filter(({ from }) => from !== null),
    ...of.badges.flatMap((application) => badgeInNeed(catalog, { application, grants: of.grants, now })),
    ...[...of.useCases].flatMap(turnedDown),
    ...of.affiliations.flatMap(invitation),
  ];
}

const endingKeys = (keys: readonly ApiKey[], now: Date): AttentionItem[] =>
  keys
    .flatMap((key) =>
      key.expiresAt !== null && key.purpose === undefined && isInForce(key, now)
        ? { ...key, expiresAt: key.expiresAt }
        : [],
    )
    .filter(({ expiresAt }) => Date.parse(expiresAt) - now.getTime() <= soonMs)
    .toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt))
    .map(({ id, label, start, expiresAt }) => ({ kind: 'key', id, label, start, expiresAt }));

/** Its owner knows what they disabled. */
function disabledWebhook({ id, url, disabledAt, disabledBecause }: Attended['webhooks'][number]): AttentionItem[] {
  if (disabledAt === null || disabledBecause === null || disabledBecause === 'owner') return [];
  return [{ kind: 'webhook', id, url, since: disabledAt, because: disabledBecause }];
}

type Applied = { readonly application: BadgeApplication; readonly grants: readonly Grant[]; readonly now: Date };

/** An affiliate's badge is paid for by its organization. */
function badgeInNeed(catalog: Catalog, { application, grants, now }: Applied): AttentionItem[] {
  const { handle, badge, parent, request } = application;
  const paid = parent !== null || badgesAt(catalog, grants, now).includes(badge);
  const state = applicationState(application, paid, catalog.settings.badgeReview.order);
  if (state !== 'needs_more' && state !== 'checks_failed' && state !== 'awaiting_payment') return [];
  return [{ kind: 'badge', handle, state, request: state === 'needs_more' ? request : null }];
}

/** A use case that an operator turned down, for as long as its app has no other. */
function turnedDown({ useCase, current }: CountedUseCase): AttentionItem[] {
  if (current?.latest !== useCase.id || !isTurnedDown(useCase)) return [];
  const state = standingOf(useCase) === 'revoked' ? 'revoked' : 'refused';
  const reason = useCase.decisions.at(-1)?.reason ?? '';
  return [{ kind: 'use_case', app: useCase.app, appName: useCase.appName, state, reason }];
}

function invitation({ id, state, organization, badge, invitedAt }: Affiliation): AttentionItem[] {
  return state === 'invited' ? [{ kind: 'invitation', id, organization, badge, since: invitedAt }] : [];
}
