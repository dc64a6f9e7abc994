import { type AttentionItem, attentionOf } from '../../shared/domain/accounts/attention.ts';
import { type Localized, textIn } from '../../shared/domain/catalog/localized.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import type { AttentionItemView, AttentionView } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';

/** GET /v1/attention: everything that the organization has to do something about, as stored. Stripe is not asked. */
export const readAttention =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, []);
    const now = deps.now();
    const attended = await attendedOf(deps, request);
    const inviting = attended.affiliations.filter(({ state }) => state === 'invited').map((each) => each.organization);
    const names = new Map(
      await Promise.all(
        [...new Set(inviting)].map(async (id) => [id, (await deps.accounts.find(id))?.organization ?? ''] as const),
      ),
    );
    const said: Said = { title: (title) => textIn(title, languageOf(request)), name: (id) => names.get(id) ?? '' };
    const data = attentionOf(deps.catalog, attended, now).map((item) => view(item, said));
    return ok({ data, checkedAt: now.toISOString() } satisfies AttentionView);
  };

async function attendedOf(deps: BillingDeps, { session: { accountId, email } }: SignedInRequest) {
  const [billing, access, autoTopUp, keys, webhooks, badges, useCases, affiliations] = await Promise.all([
    deps.billing.read(accountId),
    deps.access.read(accountId),
    deps.autoTopUps.read(accountId),
    deps.apiKeys.unrotatedOf(accountId),
    deps.webhooks.listOf(accountId),
    deps.badges.listOf(accountId),
    deps.useCases.currentOf(accountId),
    deps.affiliates.ofEmail(email),
  ]);
  const { suspension, grants, acceptances } = access;
  const { subscriptions } = billing;
  const listed = { keys, webhooks, badges, useCases: [...useCases.values()], affiliations };
  return { subscriptions, autoTopUp, suspension, grants, acceptances, ...listed };
}

type Said = { readonly title: (text: Localized) => string; readonly name: (organization: string) => string };

function view(item: AttentionItem, { title, name }: Said): AttentionItemView {
  if (item.kind === 'licence') return { ...item, title: title(item.title) };
  return item.kind === 'invitation' ? { ...item, organization: name(item.organization) } : { ...item };
}
