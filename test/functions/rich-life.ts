/** A person who has used everything that there is, and what the table must not say of them afterwards. */
import type Stripe from 'stripe';
import { groupOf } from '../../shared/domain/billing/stripe-message.ts';
import type { AccountView, AffiliateView, BadgeView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { messageOf } from '../../shared/stripe/webhook.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { bounceEvent } from '../support/app-feedback.ts';
import { mailedToken, newKey, type Person, personWith, signUp } from '../support/app-person.ts';
import { pay, type TestStripe } from '../support/app-stripe.ts';
import { keptReceivers } from '../support/app-webhook-receivers.ts';
import { observedTable } from '../support/faulty-table.ts';
import { keptTxtRecords } from '../support/kept-records.ts';
import { pixelsOf, pngWith } from '../support/picture-files.ts';

/** Every text below is to be found nowhere else, so that finding it means that something of this person was kept. */
export const personal = {
  email: 'zuhair.qabbani@lantern-works.example',
  organization: 'Lantern Works FZ',
  name: 'Zuhair Q. Qabbani',
  role: 'Chief Lamplighter',
  clientAddress: '198.51.100.77',
  keyLabel: 'Lantern importer',
  keyNetwork: '203.0.113.64/26',
  appName: 'Lamp post prices',
  appPurpose: 'Wick prices under every lantern',
  appUrl: 'shown.lantern-works.example',
  passkeyLabel: 'the brass laptop',
  firstWebhook: 'first-hook.lantern-works.example',
  secondWebhook: 'second-hook.lantern-works.example',
  goneWebhook: 'third-hook.lantern-works.example',
  oldHandle: 'zuhairlamp',
  handle: 'qabbanilamp',
  organizationHandle: 'lanternworks',
  affiliateHandle: 'lampofacme',
  displayName: 'Zuhair the Lamplighter',
  secondName: 'Zuhair of the Lanterns',
  page: 'zuhair-page.example',
  domain: 'lantern-works-fz.example',
  answer: 'I light lamps, as page seven shows.',
  reason: 'Qabbani lights too many lamps.',
  invited: 'night-watch@lantern-works.example',
  company: 'Lantern Works Billing FZE',
  street: '7 Wick Lane',
  vatId: 'DE123456789',
  bounce: 'no such lamp here',
} as const;

const profileOf = (handle: string, displayName: string) => ({
  ...{ kind: 'person', handle, displayName, url: `https://${personal.page}/` },
  picture: `data:image/png;base64,${pngWith(pixelsOf(80, 80, () => [9, 40, 90, 255])).toString('base64')}`,
});

/** The world in which they live: everything in one process, over a table of which every item can be read. */
export function worldOf(stripe: TestStripe) {
  const { table, items } = observedTable(memoryTable({ now: stripe.now }));
  const receivers = keptReceivers();
  const resolver = keptTxtRecords();
  const stripeUsage = usageGateway(stripe.sdk);
  const badgeReview = { ...catalog.settings.badgeReview, minAccountAgeDays: 0, order: 'review_first' as const };
  const sold = { ...catalog, settings: { ...catalog.settings, badgeReview, byInvoice: { daysUntilDue: 14 } } };
  const ports = { table, stripe: stripe.gateway, stripeUsage, receivers, resolver, catalog: sold };
  const app = assemble({ ...ports, now: stripe.now });
  let heard = new Set<string>();
  return {
    ...{ app, items, table, stripe, receivers, resolver },
    /** Everything that Stripe has to say, everything that is queued, and a minute later everything that is due. */
    async settle() {
      await app.settleBadges();
      const events: Stripe.Event[] = await Array.fromAsync(stripe.sdk.events.list({ limit: 100 }));
      for (const event of events.reverse().filter(({ id }) => !heard.has(id))) {
        const message = messageOf(event);
        app.stripeQueue.put(message, { group: groupOf(message) });
      }
      heard = new Set(events.map(({ id }) => id));
      await app.drain();
      await stripe.advanceTo(new Date(stripe.now().getTime() + 60_000));
      await app.lookAtBadges();
      await app.drain();
      await app.sendDue();
      await app.drain();
    },
  };
}

type World = ReturnType<typeof worldOf>;

/** Answers what was answered, and fails where that is no success. */
async function did<T>(reply: Promise<{ status: number; text: string; body: T }>): Promise<T> {
  const { status, text, body } = await reply;
  if (status >= 300) throw new Error(`A step of the life answered ${status}: ${text}`);
  return body;
}

/** Lives it, and answers the person with their account's id and a webhook of the operators that heard of it all. */
export async function livedRichly(world: World) {
  const { app } = world;
  const operator = await signUp(app, 'operator@example.com');
  await did(operator.send('POST', '/v1/admin/webhooks', { url: 'https://operators.example/in', reason: 'we listen' }));
  const buyer = await signedUp(world);
  const { id } = await did(buyer.get<AccountView>('/v1/account'));
  await webhooks(world, buyer);
  await payments(world, buyer);
  await licencesAndKeys(world, buyer, id);
  await badges(world, { buyer, operator, id });
  await affiliations(world, { buyer, operator });
  await did(operator.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: personal.reason }));
  await did(operator.send('POST', `/v1/admin/accounts/${id}/restore`, { reason: personal.reason }));
  await world.settle();
  await reachedByMail(world, buyer);
  return { buyer, operator, id };
}

async function signedUp({ app }: World): Promise<Person> {
  const { email, organization } = personal;
  const headers = { 'true-client-ip': personal.clientAddress };
  await app.request('POST', '/v1/signup', { body: { email, organization }, headers });
  const token = await mailedToken(app, email);
  const reply = await app.request('POST', '/v1/session', { body: { token }, headers });
  const person = personWith(app, email, reply.cookies[0]?.split(';')[0] ?? '');
  const send: Person['send'] = (method, path, body) =>
    app.request(method, path, { cookie: person.cookie, body, headers });
  return { ...person, send };
}

/** One receives, one is gone, so that its owner is mailed that it was disabled, and one is taken away. */
async function webhooks({ app, receivers }: World, buyer: Person) {
  receivers.answers(({ base }) => (base.host === personal.secondWebhook ? 410 : 204));
  const add = (host: string) => did(buyer.send<{ id: string }>('POST', '/v1/webhooks', { url: `https://${host}/in` }));
  const { id } = await add(personal.firstWebhook);
  await add(personal.secondWebhook);
  await did(buyer.send('POST', `/v1/webhooks/${id}/test`));
  const gone = await add(personal.goneWebhook);
  await did(buyer.send('POST', `/v1/webhooks/${gone.id}/test`));
  await app.drain();
  await did(buyer.send('DELETE', `/v1/webhooks/${gone.id}`));
}

async function payments(world: World, buyer: Person) {
  const checkOut = async (price: string) =>
    (await did(buyer.send<{ url: string }>('POST', '/v1/checkout', { price }))).url;
  await pay(await checkOut('basic_monthly'));
  await pay((await did(buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', {}))).url);
  await world.settle();
  await pay(await checkOut('verified_monthly'));
  await world.settle();
  await did(buyer.send('PUT', '/v1/credit/auto-top-up', { thresholdUnits: 100, packs: 1 }));
  const address = { line1: personal.street, city: 'Dubai', country: 'AE' };
  const order = { price: 'verified_organization_monthly', affiliates: 2, company: personal.company, address };
  await did(buyer.send('POST', '/v1/checkout/invoice', { ...order, vatId: personal.vatId }));
  await checkOut('pro_monthly').catch(() => {});
  await world.settle();
  await did(buyer.get('/v1/invoices'));
}

async function licencesAndKeys({ app }: World, buyer: Person, accountId: string) {
  const { name, role } = personal;
  for (const { id, version, sha256 } of catalog.publishedLicences)
    await did(buyer.send('POST', '/v1/licences', { id, version, sha256, name, role }));
  const described = {
    name: personal.appName,
    purpose: personal.appPurpose,
    url: `https://${personal.appUrl}/`,
    audience: 'Lamplighters',
  };
  const declared = { ...described, training: false, government: true, allowanceShare: 50 };
  const { id: ofApp } = await did(buyer.send<{ id: string }>('POST', '/v1/apps', declared));
  const labelled = { label: personal.keyLabel, environment: 'live', app: ofApp, cidrs: [personal.keyNetwork] };
  const first = await did(buyer.send<{ id: string }>('POST', '/v1/keys', labelled));
  await did(buyer.send('POST', `/v1/keys/${first.id}/rotate`, { overlapSeconds: 3600 }));
  const { secret } = await newKey(buyer);
  const headers = { authorization: `Bearer ${secret}`, 'true-client-ip': personal.clientAddress };
  await did(app.request('GET', '/data/posts?limit=5', { headers }));
  const { id: personId } = (await app.deps.people.findByEmail(personal.email))!;
  const passkey = {
    ...{ id: `passkey-of-${accountId}`, accountId: personId, email: personal.email, label: personal.passkeyLabel },
    ...{ publicKey: new Uint8Array([1]), counter: 0, transports: [], createdAt: '2026-11-24T12:00:00.000Z' },
    enrolledFor: null,
  };
  const detail = { label: personal.passkeyLabel };
  const line = {
    id: 'line-of-passkey',
    accountId,
    at: app.deps.now().toISOString(),
    actor: { kind: 'person' as const, id: accountId, name: personal.email },
    detail,
  };
  await app.deps.passkeys.insert(passkey, {
    ...{ authority: { by: 'session' }, audit: { ...line, action: 'passkey.added' }, now: app.deps.now() },
  });
}

type People = { readonly buyer: Person; readonly operator: Person };
const decide = (operator: Person, handle: string, decision: string, reason?: string) =>
  did(operator.send('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: reason ?? 'reviewed' }));

async function badges(world: World, { buyer, operator, id }: People & { readonly id: string }) {
  const { oldHandle, handle, displayName, secondName, organizationHandle, organization, domain } = personal;
  await did(buyer.send<BadgeView>('POST', '/v1/badges', profileOf(oldHandle, displayName)));
  await decide(operator, oldHandle, 'ask', personal.reason);
  await did(buyer.send('PATCH', `/v1/badges/${oldHandle}`, { answer: personal.answer }));
  await decide(operator, oldHandle, 'approve');
  await world.settle();
  await did(buyer.send('PATCH', `/v1/badges/${oldHandle}`, { handle, displayName: secondName }));
  await decide(operator, handle, 'approve');
  await world.settle();
  const about = { kind: 'organization', handle: organizationHandle, displayName: organization };
  await did(buyer.send('POST', '/v1/badges', { ...about, url: `https://${domain}/` }));
  const proof = `/v1/badges/${organizationHandle}/domain`;
  const { record } = await did(buyer.get<{ record: { name: string; value: string } }>(proof));
  world.resolver.set(record.name, [[record.value]]);
  await did(buyer.send('POST', `${proof}/check`));
  await decide(operator, organizationHandle, 'approve');
  await did(world.app.request('GET', `/badges/${handle}/credential`));
  await world.settle();
  await world.app.deps.badgeLooks.notifiedOf(id);
}

/** They vouch for somebody, and another organization vouches for them. */
async function affiliations(world: World, { buyer, operator }: People) {
  const { organizationHandle, invited, affiliateHandle, displayName, email, page } = personal;
  await did(buyer.send('POST', `/v1/badges/${organizationHandle}/affiliates`, { email: invited }));
  const acme = await signUp(world.app, 'it@acme.example');
  const order = { price: 'verified_organization_monthly', affiliates: 2, company: 'Acme' };
  const address = { line1: '1 Road', city: 'Dubai', country: 'AE' };
  await did(acme.send('POST', '/v1/checkout/invoice', { ...order, address }));
  await world.settle();
  const about = { kind: 'organization', handle: 'acme', displayName: 'Acme Ltd', url: 'https://acme.example/' };
  await did(acme.send('POST', '/v1/badges', about));
  const { record } = await did(acme.get<{ record: { name: string; value: string } }>('/v1/badges/acme/domain'));
  world.resolver.set(record.name, [[record.value]]);
  await did(acme.send('POST', '/v1/badges/acme/domain/check'));
  await decide(operator, 'acme', 'approve');
  const { id } = await did(acme.send<AffiliateView>('POST', '/v1/badges/acme/affiliates', { email }));
  const profile = { handle: affiliateHandle, displayName, url: `https://${page}/` };
  await did(buyer.send('POST', `/v1/affiliations/${id}/accept`, profile));
  await world.settle();
}

/** A mail that bounces, and a link that nobody has followed. */
async function reachedByMail({ app, stripe }: World, { email }: Person) {
  app.feedbackQueue.put(bounceEvent(email, { at: stripe.now() }));
  await app.drain();
  await did(
    (async () => {
      const operator = await signUp(app, 'operator@example.com');
      return operator.send('POST', '/v1/admin/suppressions/release', { address: email, reason: 'it works again' });
    })(),
  );
  await app.request('POST', '/v1/login', { body: { email } });
  await mailedToken(app, email);
  const again = bounceEvent(email, { at: new Date(stripe.now().getTime() + 1_000) });
  const [recipient] = again.bounce.bouncedRecipients;
  Object.assign(recipient!, { diagnosticCode: `smtp; 550 <${email}> ${personal.bounce}` });
  app.feedbackQueue.put(again);
  await app.drain();
}
