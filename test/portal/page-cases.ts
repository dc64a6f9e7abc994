import type { Page } from 'playwright-core';

/** A page in one state: its address, the stub API's world, and the steps before the check. */
export type Case = {
  readonly path: string;
  readonly world?:
    | 'busy'
    | 'fresh'
    | 'stranger'
    | 'broken'
    | 'declined'
    | 'unreachable'
    | 'absent'
    | 'absent, without passkeys'
    | 'alone'
    | 'several'
    | 'viewer';
  readonly act?: (page: Page) => Promise<void>;
};

export const cases: Record<string, Case> = {
  'the plans for a stranger': { path: '/app/plans', world: 'stranger' },
  'the plans': { path: '/app/plans' },
  'the page while leaving': { path: '/app/leaving', world: 'stranger' },
  'the sign-up page': { path: '/sign-up', world: 'stranger' },
  'the sign-up page with errors': {
    path: '/sign-up',
    world: 'stranger',
    act: (page) => page.locator('main form button').click(),
  },
  'the sign-in page': { path: '/sign-in', world: 'stranger' },
  'the page of a good link': { path: '/sign-in/link?token=good', world: 'stranger' },
  'the page of a spent link': { path: '/sign-in/link?token=spent', world: 'stranger' },
  'the page after a link of the presence dialog': { path: '/sign-in/confirmed' },
  'a busy overview': { path: '/app' },
  'a fresh overview': { path: '/app', world: 'fresh' },
  'a broken overview': { path: '/app', world: 'broken' },
  'the overview of who cannot be mailed': { path: '/app', world: 'unreachable' },
  'the page keys': { path: '/app/keys' },
  'the page keys, empty': { path: '/app/keys', world: 'fresh' },
  'the page keys, failing': { path: '/app/keys', world: 'broken' },
  'the dialog that adds a public key': {
    path: '/app/keys',
    act: (page) => page.locator('#signing .button-row button').first().click(),
  },
  'a key': { path: '/app/keys/key_1' },
  'a key for 30 days, with the requests it was served': { path: '/app/keys/key_1?days=30&status=served' },
  'a new key': { path: '/app/keys/key_2' },
  'a revoked key': { path: '/app/keys/key_3' },
  'an expired key': { path: '/app/keys/key_4' },
  'a key of nobody here': { path: '/app/keys/nobody' },
  'a key, failing': { path: '/app/keys/key_1', world: 'broken' },
  'a key, for who may only look': { path: '/app/keys/key_1', world: 'viewer' },
  'a key while its networks are edited, with an error': {
    path: '/app/keys/key_1',
    act: async (page) => {
      await page.locator('#settings .editable button').nth(2).click();
      await page.locator('#settings textarea').fill('office');
      await page.locator('#settings form .button-primary').click();
      await page.locator('#settings .field-error').waitFor();
    },
  },
  'the dialog that rotates a key': {
    path: '/app/keys/key_1',
    act: (page) => page.locator('main .page > .button-row button').first().click(),
  },
  'the activity': { path: '/app/activity' },
  'the activity, of which there is none': { path: '/app/activity', world: 'fresh' },
  'the activity, of which nothing matches': { path: '/app/activity?kind=pack&actor=nobody@example.com' },
  'the activity, failing': { path: '/app/activity', world: 'broken' },
  'the activity, for who may only look': { path: '/app/activity', world: 'viewer' },
  'the page usage': { path: '/app/usage' },
  'the usage by status': { path: '/app/usage?by=status' },
  'the usage by day': { path: '/app/usage?by=day&from=2026-11-01&to=2026-11-20' },
  'the usage of days without any': { path: '/app/usage?from=2026-11-25&to=2026-11-28' },
  'the page usage, empty': { path: '/app/usage', world: 'fresh' },
  'the page usage, failing': { path: '/app/usage', world: 'broken' },
  'the refused requests': { path: '/app/requests' },
  'the served requests': { path: '/app/requests?status=served' },
  'the requests, of which there are none': { path: '/app/requests', world: 'fresh' },
  'the requests, of which none match': { path: '/app/requests?key=key_3&until=2026-11-25' },
  'the requests with their filters unfolded': {
    path: '/app/requests?key=key_2',
    act: async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('.filters-button button').click();
      await page.locator('.filters select').first().waitFor();
    },
  },
  'the requests, failing': { path: '/app/requests', world: 'broken' },
  'refused requests': { path: '/app/requests/refused_31' },
  'refused requests without their queries': { path: '/app/requests/refused_29' },
  'a served request': { path: '/app/requests/5_20' },
  'a request of nobody here': { path: '/app/requests/refused_0' },
  'the page billing': { path: '/app/billing' },
  'the page billing, empty': { path: '/app/billing', world: 'fresh' },
  'the page billing, failing': { path: '/app/billing', world: 'broken' },
  'the page webhooks': { path: '/app/webhooks' },
  'the page webhooks, empty': { path: '/app/webhooks', world: 'fresh' },
  'the page webhooks, failing': { path: '/app/webhooks', world: 'broken' },
  'the page badges': { path: '/app/badges' },
  'the page badges, empty': { path: '/app/badges', world: 'fresh' },
  'the page badges, failing': { path: '/app/badges', world: 'broken' },
  'the page licences': { path: '/app/licences' },
  'the page licences, empty': { path: '/app/licences', world: 'fresh' },
  'the page licences, failing': { path: '/app/licences', world: 'broken' },
  'the page evidence': { path: '/app/evidence' },
  'the page evidence, empty': { path: '/app/evidence', world: 'fresh' },
  'the page evidence, failing': { path: '/app/evidence', world: 'broken' },
  'the dialog that orders a pack': {
    path: '/app/evidence',
    act: (page) => page.locator('#packs .section-header button').click(),
  },
  'the page settings': { path: '/app/settings' },
  'the page settings, empty': { path: '/app/settings', world: 'fresh' },
  'the page settings, failing': { path: '/app/settings', world: 'broken' },
  'the return from checkout': { path: '/welcome', world: 'fresh' },
  'the key dialog': { path: '/app/keys', act: (page) => page.locator('#keys .section-header button').click() },
  'the licence dialog': {
    path: '/app/licences',
    act: async (page) => {
      await page.locator('#licences .button-primary').click();
      await page.locator('.licence-text').waitFor();
    },
  },
  'the invoice dialog': {
    path: '/app/plans',
    world: 'fresh',
    act: (page) =>
      page
        .locator('.plan-action .button-plain', { hasText: /Pay by invoice|الدفع بفاتورة/ })
        .first()
        .click(),
  },
  'the badge dialog': { path: '/app/badges', act: (page) => page.locator('#badges > .button-row button').click() },
  'a badge that is shown': { path: '/app/badges/brandwatch' },
  'a badge that was refused': { path: '/app/badges/acme' },
  'a badge that fails a check': { path: '/app/badges/paypa1' },
  'a badge of nobody here': { path: '/app/badges/nobody' },
  'the dialog that answers the operator': {
    path: '/app/badges/daily_mirror',
    act: (page) => page.locator('#standing .button-primary').click(),
  },
  'the dialog that appeals': {
    path: '/app/badges/acme',
    act: (page) => page.locator('#standing .button').click(),
  },
  'the dialog that moves a badge': {
    path: '/app/badges/brandwatch',
    act: (page) => page.locator('#profile .button').nth(1).click(),
  },
  'the dialog that invites an affiliate': {
    path: '/app/badges/brandwatch',
    act: (page) => page.locator('#affiliates > .button-row button').click(),
  },
  'the dialog that accepts an invitation': {
    path: '/app/badges',
    act: (page) => page.locator('#affiliations .button-primary').first().click(),
  },
  'the change dialog': { path: '/app/billing', act: (page) => page.locator('#plan li .button-plain').first().click() },
  'the dialog that shows what a change costs': {
    path: '/app/billing',
    act: async (page) => {
      await page.locator('#plan li .button-plain').first().click();
      await page.locator('dialog .button-primary').click();
      await page.locator('.amounts').waitFor();
    },
  },
  'a change that is not paid yet': {
    path: '/app/billing',
    world: 'declined',
    act: async (page) => {
      await page.locator('#plan li .button-plain').first().click();
      await page.locator('dialog .button-primary').click();
      await page.locator('.amounts').waitFor();
      await page.locator('dialog .button-primary').click();
      await page.locator('#plan .note-warn').waitFor();
    },
  },
  'the cancel dialog': { path: '/app/billing', act: (page) => page.locator('#plan .button-quiet').first().click() },
  'the dialog that deletes the account': {
    path: '/app/settings',
    act: (page) => page.locator('#own-data .button-quiet').first().click(),
  },
  'the apps': { path: '/app/apps' },
  'the apps, of which there are none': { path: '/app/apps', world: 'fresh' },
  'the dialog that adds an app': {
    path: '/app/apps',
    act: async (page) => {
      await page.locator('#apps .section-header button').click();
      await page.locator('dialog summary').click();
    },
  },
  'the dialog that declares an app, with errors': {
    path: '/app/apps',
    act: async (page) => {
      await page.locator('#apps li .button-primary').first().click();
      await page.locator('dialog form .button-primary').click();
    },
  },
  'the members': { path: '/app/team' },
  'the members, for who may only look': { path: '/app/team', world: 'viewer' },
  'the keys, for who may only look': { path: '/app/keys', world: 'viewer' },
  'the billing, for who may only look': { path: '/app/billing', world: 'viewer' },
  'the licences, for who may only look': { path: '/app/licences', world: 'viewer' },
  'the settings, for who may only look': { path: '/app/settings', world: 'viewer' },
  'the overview of who may only look': { path: '/app', world: 'viewer' },
  'the dialog that invites a member': {
    path: '/app/team',
    act: (page) => page.locator('#members .section-header button').click(),
  },
  'the dialog that changes a role': {
    path: '/app/team',
    act: (page) => page.locator('#members li .button-plain').first().click(),
  },
  'the dialog that removes a member': {
    path: '/app/team',
    act: (page) => page.locator('#members li .button-quiet').first().click(),
  },
  'the dialog that transfers ownership': {
    path: '/app/team',
    act: (page) => page.locator('#members > .button-row button').click(),
  },
  'the dialog that switches the organization': {
    path: '/app',
    world: 'several',
    act: (page) => page.locator('.organization-switch').click(),
  },
  'the dialog that makes an organization': {
    path: '/app',
    act: async (page) => {
      await page.locator('.organization-switch').click();
      await page.locator('dialog .button-row .button-plain').click();
      await page.locator('dialog input').waitFor();
    },
  },
  'the page of a person without an organization': { path: '/app', world: 'alone' },
  'the page of an invitation': { path: '/invitation?invitation=good', world: 'alone' },
  'an invitation for another address': {
    path: '/invitation?invitation=elsewhere',
    act: async (page) => {
      await page.locator('main .button-primary').click();
      await page.locator('main .note-warn').waitFor();
    },
  },
  'a spent invitation': { path: '/invitation?invitation=spent', world: 'stranger' },
  'the sign-in page before an invitation': {
    path: '/invitation?invitation=good',
    world: 'stranger',
    act: (page) => page.locator('main .note').waitFor(),
  },
  'the dialog that deletes a login': {
    path: '/app/settings',
    act: (page) => page.locator('#own-data .button-plain').last().click(),
  },
  'the dialog that asks for presence': {
    path: '/app/settings',
    world: 'absent',
    act: async (page) => {
      await page.locator('#own-data .button-quiet').first().click();
      await page.locator('dialog input').fill('Brand Watch Ltd');
      await page.locator('dialog .button-danger').click();
      await page.locator('dialog .button-primary').waitFor();
    },
  },
  'the dialog that waits for a link': {
    path: '/app/team',
    world: 'absent, without passkeys',
    act: async (page) => {
      await page.locator('#members .section-header button').click();
      await page.locator('dialog input[type=email]').fill('dev@example.com');
      await page.locator('dialog form .button-primary').click();
      await page.locator('dialog .button-primary').nth(1).click();
      await page.locator('dialog p[role=status]').waitFor();
    },
  },
  'what needs operators now': { path: '/console' },
  'what needs operators now, failing': { path: '/console', world: 'broken' },
  'the deliveries to a webhook of an organization': { path: '/console/organizations/acc_0/webhooks/hook_1' },
  'the dialog that restores an organization': {
    path: '/console',
    act: (page) => page.locator('#suspended button').click(),
  },
  'the revenue in the console': { path: '/console/revenue' },
  'the readers of a dataset in the console': { path: '/console/requests?dataset=posts&day=2026-11-23' },
  'the readers of a dataset, of which there are none': { path: '/console/requests?dataset=posts&day=2026-11-01' },
  'the question who read a dataset': { path: '/console/requests' },
  'the organizations in the console': { path: '/console/organizations' },
  'the organizations in the console that pay for a product, some of them chosen': {
    path: '/console/organizations?sort=name&sold=plan:basic',
    act: async (page) => {
      await page.locator('tbody input[type=checkbox]').first().check();
      await page.locator('#organizations [role=status]').filter({ hasText: '1' }).waitFor();
    },
  },
  'the organizations in the console, of which none is left': { path: '/console/organizations?state=left' },
  'the dialog that suspends an account': {
    path: '/console/organizations',
    act: (page) => page.locator('tbody button').first().click(),
  },
  'the dialog that shows related organizations': {
    path: '/console/organizations',
    act: async (page) => {
      await page.locator('tbody tr').first().locator('button').last().click();
      await page.locator('dialog .rows').waitFor();
    },
  },
  'an organization in the console': { path: '/console/organizations/acc_0' },
  'an organization’s emails in the console': { path: '/console/organizations/acc_0?kinds=email' },
  'an organization that the console does not have': { path: '/console/organizations/nobody' },
  'a refused key in the console': { path: '/console/keys/key_1' },
  'a key in the console that is served': { path: '/console/keys/key_2' },
  'a key that the console does not have': { path: '/console/keys/nobody' },
  'the operator’s events': { path: '/console/events' },
  'the operator’s events of one error, of which some are chosen': {
    path: '/console/events?outcome=parked',
    act: (page) => page.locator('tbody input').first().check(),
  },
  'the operator’s events of an error that no event has any more': { path: '/console/events?error=gone' },
  'the dialog that replays a group of events': {
    path: '/console/events?error=Stripe+is+not+responding',
    act: (page) => page.locator('#events .note button').click(),
  },
  'the dialog that replays parked events': {
    path: '/console/events',
    act: (page) => page.locator('#events .section-header button').click(),
  },
  'the operator’s drift': {
    path: '/console/drift',
    act: (page) => page.locator('#drift summary').click(),
  },
  'the operator’s drift, of which there is none': { path: '/console/drift', world: 'fresh' },
  'the operators and roles': { path: '/console/roles' },
  'the operators and roles, failing': { path: '/console/roles', world: 'broken' },
  'the datasets in the console': { path: '/console/datasets' },
  'the datasets in the console, failing': { path: '/console/datasets', world: 'broken' },
  'a dataset of which a newer import waits': { path: '/console/datasets/posts' },
  'a dataset that was withdrawn': { path: '/console/datasets/films' },
  'a dataset that was never imported': { path: '/console/datasets/new' },
  'the dialog that withdraws a dataset': {
    path: '/console/datasets/posts',
    act: (page) => page.locator('#dataset .section-header button').click(),
  },
  'what runs, and its cost': { path: '/console/operations' },
  'what runs, failing': { path: '/console/operations', world: 'broken' },
  'the catalogue beside Stripe': { path: '/console/catalogue' },
  'the catalogue beside Stripe, which holds it': { path: '/console/catalogue', world: 'fresh' },
  'the catalogue beside Stripe, failing': { path: '/console/catalogue', world: 'broken' },
  'the operator’s licences': { path: '/console/licences' },
  'the operator’s suppressed addresses': { path: '/console/suppressions' },
  'the dialog that releases an address': {
    path: '/console/suppressions',
    act: (page) => page.locator('tbody button').first().click(),
  },
  'the dialog that adds a webhook': {
    path: '/app/webhooks',
    act: (page) => page.locator('#webhooks .section-header button').click(),
  },
  'the dialog that shows a signing secret': {
    path: '/app/webhooks',
    act: async (page) => {
      await page.locator('#webhooks .section-header button').click();
      await page.locator('dialog input[type=url]').fill('https://hooks.example.com/in');
      await page.locator('dialog form .button-primary').click();
      await page.locator('dialog .secret').waitFor();
    },
  },
  'the dialog that shows deliveries': {
    path: '/app/webhooks',
    act: async (page) => {
      await page.locator('#webhooks li button').first().click();
      await page.locator('dialog .rows').waitFor();
    },
  },
  'the operator’s webhooks': { path: '/console/webhooks' },
  'the operators’ trail': { path: '/console/trail' },
  'the trail of an account': { path: '/console/trail?account=acc_0' },
  'the operators’ trail, in which nothing is': { path: '/console/trail', world: 'fresh' },
  'the contests': { path: '/console/contests' },
  'all contests, decided ones too': { path: '/console/contests?state=all' },
  'the contests, of which there are none': { path: '/console/contests', world: 'fresh' },
  'the contests, failing': { path: '/console/contests', world: 'broken' },
  'the dialog that accepts a contest': {
    path: '/console/contests',
    act: (page) => page.locator('#contests .button-primary').click(),
  },
  'the search of Today with its hits': {
    path: '/console',
    act: async (page) => {
      await page.locator('.search-field input').pressSequentially('bran');
      await page.locator('.search-hits [role=option]').first().waitFor();
    },
  },
  'the operator’s use cases': { path: '/console/use-cases' },
  'the operator’s use cases in every state': {
    path: '/console/use-cases',
    act: async (page) => {
      await page.locator('#use-cases select').selectOption('');
      await page.locator('#use-cases .card').nth(1).waitFor();
      await page.locator('#use-cases summary').click();
    },
  },
  'the dialog that refuses a use case': {
    path: '/console/use-cases',
    act: (page) => page.locator('#use-cases .card .button-plain').click(),
  },
  'the operator’s use cases, of which there are none': { path: '/console/use-cases', world: 'fresh' },
  'the operator’s badge queue': { path: '/console/badges' },
  'every badge application, opened': {
    path: '/console/badges',
    act: async (page) => {
      await page.locator('.filters select').selectOption('');
      await page.locator('#badge-queue .card').nth(2).waitFor();
      for (const summary of await page.locator('#badge-queue summary').all()) await summary.click();
    },
  },
  'the dialog that revokes a badge': {
    path: '/console/badges',
    act: async (page) => {
      await page.locator('.filters select').selectOption('approved');
      await page.locator('#badge-queue .card .button').first().click();
    },
  },
  'the empty badge queue': { path: '/console/badges', world: 'fresh' },
  'a page that does not exist': { path: '/no/such/page', world: 'stranger' },
};
