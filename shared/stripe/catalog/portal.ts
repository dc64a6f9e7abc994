import type Stripe from 'stripe';
import type { Settings } from '../../domain/catalog/catalog.ts';

/** The portal as it should be; null leaves the links of the Stripe account's public details. */
export type DesiredPortal = { readonly legalPages: Settings['legalPages'] | null };

/** Our portal configuration at Stripe. */
export type CurrentPortal = {
  readonly id: string;
  readonly terms: string | null;
  readonly privacy: string | null;
  /** Whether buyers can pause a subscription there. */
  readonly pauses: boolean;
};

/** A change that makes the portal as it should be. */
export type PortalChange =
  | { readonly kind: 'create_portal'; readonly portal: DesiredPortal }
  | { readonly kind: 'update_portal'; readonly portal: DesiredPortal; readonly before: CurrentPortal };

/** Our configuration in our words. */
export const portalOf = ({
  id,
  business_profile: profile,
  features,
}: Stripe.BillingPortal.Configuration): CurrentPortal => ({
  id,
  terms: profile.terms_of_service_url,
  privacy: profile.privacy_policy_url,
  pauses: features.subscription_pause.enabled,
});

/** None where the portal is as it should be. */
export function portalChange(before: CurrentPortal | null, portal: DesiredPortal): PortalChange[] {
  if (before === null) return [{ kind: 'create_portal', portal }];
  const { legalPages } = portal;
  const isLinked = !legalPages || (legalPages.terms === before.terms && legalPages.privacy === before.privacy);
  return isLinked && !before.pauses ? [] : [{ kind: 'update_portal', portal, before }];
}

/** The change as lines to read. */
export function portalLines(change: PortalChange): string[] {
  if (change.kind === 'create_portal') return ['+ billing portal  cards, invoices, cancelling'];
  const { before, portal } = change;
  const links = portal.legalPages
    ? (['terms', 'privacy'] as const).filter((name) => portal.legalPages?.[name] !== before[name])
    : [];
  return [
    ...links.map((name) => `~ billing portal  ${name} ${before[name] ?? 'none'} → ${portal.legalPages?.[name]}`),
    ...(before.pauses ? ['~ billing portal  pausing → none'] : []),
  ];
}
