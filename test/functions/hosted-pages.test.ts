/** Pages that Stripe hosts for our buyers: in the brand of the site, and in the language of their reader. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { colours } from '../../design/tokens.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { catalogWith } from '../support/app-catalog.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const catalog = { ...catalogWith({}), name: { en: 'Parley Data', ar: 'بيانات بارلي' } };

let stripe: TestStripe;
let app: App;
let buyer: Person;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
  app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now, catalog });
  buyer = await signUp(app);
});
afterAll(() => stripe.stop());

type Asked = readonly [path: string, body: object];
const purchases: readonly Asked[] = [
  ['/v1/checkout', { price: 'basic_monthly' }],
  ['/v1/credit/top-ups', { packs: 1 }],
];

const openIn = (language: string, [path, body]: Asked) =>
  app.request('POST', path, { cookie: buyer.cookie, body, headers: { 'accept-language': language } });

const newestSession = async () => (await stripe.sdk.checkout.sessions.list({ limit: 1 })).data[0];

test.each(purchases)(
  'the page of %s has the colours of the design, and the name that its reader knows',
  async (...asked) => {
    await openIn('en', asked);
    expect((await newestSession())?.branding_settings).toMatchObject({
      display_name: 'Parley Data',
      background_color: colours.canvas[0],
      button_color: colours.accent[0],
      border_style: 'rounded',
      font_family: 'inter',
    });
    await openIn('ar', asked);
    expect((await newestSession())?.branding_settings).toMatchObject({ display_name: 'بيانات بارلي' });
  },
);

test.each(purchases)(
  'the page of %s is English for who reads English, and as the browser wants where Stripe lacks the language',
  async (...asked) => {
    await openIn('en-GB,en;q=0.9', asked);
    expect((await newestSession())?.locale).toBe('en');
    await openIn('ar', asked);
    expect((await newestSession())?.locale).toBe('auto');
  },
);
