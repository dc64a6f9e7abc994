import type { AuditView } from '../../../shared/http/views.ts';

/** The kind of thing that an action is about: `key` of `key.created`. */
const kindOf = (action: string): string => action.split('.')[0] ?? '';

/** The page of everything of a kind. */
const pages: Readonly<Record<string, string>> = {
  affiliation: '/app/badges#affiliations',
  app: '/app/apps',
  auto_top_up: '/app/billing#credit',
  badge: '/app/badges',
  billing_portal: '/app/billing',
  checkout: '/app/billing',
  comp: '/app/billing',
  contest: '/app/evidence',
  credit: '/app/billing',
  domain: '/app/badges',
  key: '/app/keys',
  licence: '/app/licences',
  limits: '/app/usage',
  member: '/app/team',
  order: '/app/billing',
  organization: '/app/settings',
  pack: '/app/evidence',
  passkey: '/app/settings#passkeys',
  refund: '/app/billing#invoices',
  session: '/app/settings#sessions',
  signing_key: '/app/keys#signing',
  signing_rule: '/app/keys#signing',
  spend_cap: '/app/billing#spend-cap',
  statement: '/app/evidence',
  subscription: '/app/billing',
  units: '/app/billing#credit',
  use_case: '/app/apps',
  webhook: '/app/webhooks',
};

/** The page of what a line of the own trail is about; undefined: there is none. */
export function placeOf({ action, detail }: Pick<AuditView, 'action' | 'detail'>): string | undefined {
  const { key, next, handle } = detail;
  const kind = kindOf(action);
  const newest = next ?? key;
  if (kind === 'key' && newest !== undefined) return `/app/keys/${encodeURIComponent(newest)}`;
  if ((kind === 'badge' || kind === 'affiliate') && handle !== undefined)
    return `/app/badges/${encodeURIComponent(handle)}`;
  return pages[kind];
}
