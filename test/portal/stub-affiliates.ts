import type {
  AffiliatesView,
  AffiliateView,
  AffiliationView,
  ChangeView,
  SeatsPreviewView,
} from '../../shared/http/views.ts';
import { type Answer, created, gone, listing, ok, type Route, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';

const at = '2026-11-24T10:00:00.000Z';
const invited: Omit<AffiliateView, 'id' | 'email'> = {
  ...{ state: 'invited', handle: null, displayName: null, status: null, awaitsConfirmation: false, holdsSeat: false },
  toConfirm: null,
  ...{ invitedAt: at, acceptedAt: null, endedAt: null },
};
const accepted: typeof invited = {
  ...invited,
  ...{ state: 'accepted', status: 'verified', holdsSeat: true, acceptedAt: at },
};

/** Three seats, one of them free; one affiliate waits to be confirmed, one has left. */
export const someAffiliates = (): AffiliatesView => ({
  data: [
    {
      ...accepted,
      id: 'aff_1',
      email: 'lina@brandwatch.example',
      handle: 'lina',
      displayName: 'لينا خوري',
      ...{ awaitsConfirmation: true, status: 'suspended' },
      toConfirm: { version: 4, url: 'https://lina.example/', pictureUrl: null },
    },
    { ...invited, id: 'aff_2', email: 'a.very.long.address.of.somebody@subdomain.of.a.company.example' },
    {
      ...accepted,
      id: 'aff_3',
      email: 'omar@brandwatch.example',
      handle: 'omar',
      displayName: 'Omar',
      state: 'left',
      endedAt: at,
    },
  ],
  seats: {
    paid: 3,
    used: 1,
    invited: 1,
    coming: null,
    price: { amountMinor: 50_00, currency: 'usd', interval: 'month' },
  },
});

/** One invitation, and one accepted affiliation. */
export const someAffiliations = (): AffiliationView[] => [
  {
    ...{ id: 'aff_8', state: 'invited', organization: { handle: 'daily', displayName: 'The Daily', verified: true } },
    ...{ handle: null, displayName: null, status: null, awaitsConfirmation: false, invitedAt: at, acceptedAt: null },
  },
  {
    ...{
      id: 'aff_9',
      state: 'accepted',
      organization: { handle: 'weekly', displayName: 'The Weekly', verified: false },
    },
    ...{ handle: 'reporter', displayName: 'A Reporter', status: 'suspended', awaitsConfirmation: false },
    ...{ invitedAt: at, acceptedAt: at },
  },
];

function change({ affiliates }: World, id: string, changed: Partial<AffiliateView>): Answer {
  const found = affiliates.data.find((each) => each.id === id);
  return found ? ok(Object.assign(found, changed)) : gone;
}

function answerTo({ affiliations }: World, id: string, state: AffiliationView['state']): Answer {
  const found = affiliations.find((each) => each.id === id);
  return found ? ok(Object.assign(found, { state })) : gone;
}

const paying = ({ account }: World) => account?.subscriptions.find(({ badge }) => badge === 'verified_organization');
const forSeats = (seats: number) => ({ amountMinor: seats * 50_00, currency: 'usd' });

function previewSeats(world: World, seats: number): Answer {
  const subscription = paying(world);
  if (!subscription) return gone;
  const due = forSeats(seats);
  const lines = [{ description: `${seats} × Affiliate (at $50.00 / month)`, amount: due }];
  const isMore = seats > world.affiliates.seats.paid;
  const when = isMore
    ? ({ when: 'now', at: null, prorationAt: at } as const)
    : ({ when: 'period_end', at: subscription.periodEnd, prorationAt: null } as const);
  return ok<SeatsPreviewView>({ ...when, period: null, byDebit: false, due, total: due, lines, seats });
}

/** Changes the number of seats: more take effect now, fewer with the next period, and never fewer than are taken or promised. */
function setSeats(world: World, seats: number): Answer {
  const subscription = paying(world);
  if (!subscription) return gone;
  const { seats: held } = world.affiliates;
  if (seats < held.used + held.invited)
    return refuse('conflict', '2 seats are taken or promised. Remove affiliates or take invitations back first.');
  const isMore = seats > held.paid;
  Object.assign(held, isMore ? { paid: seats } : { coming: seats });
  return ok<ChangeView>({ outcome: isMore ? 'changed' : 'scheduled', subscription });
}

/** An organization’s routes, all of `brandwatch`: `:id` is the affiliate’s. */
const ofOrganization: Record<string, Route> = {
  'GET /v1/badges/brandwatch/affiliates': ({ affiliates }) => ok(affiliates),
  'POST /v1/badges/brandwatch/affiliates': ({ affiliates }, { body }) => {
    const added: AffiliateView = { ...invited, id: 'aff_4', email: body.email ?? '' };
    affiliates.data.push(added);
    affiliates.seats.invited += 1;
    return created(added);
  },
  'POST /v1/badges/brandwatch/affiliates/seats/preview': (world, { body }) => previewSeats(world, Number(body.seats)),
  'PUT /v1/badges/brandwatch/affiliates/seats': (world, { body }) => setSeats(world, Number(body.seats)),
  'DELETE /v1/badges/brandwatch/affiliates/:id': (world, _, id) =>
    change(world, id, { state: 'removed', endedAt: at, holdsSeat: false }),
  'POST /v1/badges/brandwatch/affiliates/:id/confirm': (world, _, id) =>
    change(world, id, { awaitsConfirmation: false, status: 'verified', toConfirm: null }),
};

/** Both sides’ routes. */
export const affiliateRoutes: Record<string, Route> = {
  ...ofOrganization,
  'GET /v1/affiliations': ({ affiliations }) => listing(affiliations),
  'POST /v1/affiliations/:id/accept': (world, _, id) => answerTo(world, id, 'accepted'),
  'POST /v1/affiliations/:id/decline': (world, _, id) => answerTo(world, id, 'declined'),
  'POST /v1/affiliations/:id/leave': (world, _, id) => answerTo(world, id, 'left'),
};
