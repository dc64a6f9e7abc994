import type { Case } from '../case.ts';

/** Something that the product does and that no API call of test mode can bring about. */
type Unseen = Pick<Case, 'id' | 'title' | 'beliefs'> & { readonly why: string };

/** They are skipped by name everywhere. */
export const notByApi: readonly Unseen[] = [
  {
    id: 'upgrade-link',
    title: 'An upgrade paid by Link waits for its payment.',
    beliefs: ['P5', 'P3'],
    why: 'Stripe makes no payment method of Link by API',
  },
  {
    id: 'top-up-link',
    title: 'A card that Link keeps is charged without its holder.',
    beliefs: ['P3'],
    why: 'Stripe makes no payment method of Link by API',
  },
  {
    id: 'buy-confirmed',
    title: 'A first payment confirmed by 3-D Secure makes the subscription active.',
    beliefs: ['P2', 'B4'],
    why: 'a person confirms it on the page of a bank',
  },
  {
    id: 'checkout-address',
    title: 'Checkout stores the address and the tax id that a buyer enters.',
    beliefs: ['K5', 'T2'],
    why: 'a person enters them on Stripe’s page',
  },
  {
    id: 'invoice-mail',
    title: 'Stripe mails an invoice that is sent.',
    beliefs: ['N6'],
    why: 'test mode mails nothing',
  },
  {
    id: 'refund-without-balance',
    title: 'A refund waits, or fails, where the account’s balance does not suffice.',
    beliefs: ['R2'],
    why: 'it depends on the balance of the account',
  },
  {
    id: 'webhook-retries',
    title: 'A webhook that is not acknowledged comes again.',
    beliefs: ['E1', 'E2'],
    why: 'it needs a public address, for hours',
  },
  {
    id: 'requests-under-way',
    title: 'Too many requests under way at once are refused, and succeed later.',
    beliefs: ['L3'],
    why: 'Stripe names no number of them',
  },
  {
    id: 'credit-note',
    title: 'A credit note that an operator makes changes what an invoice asks.',
    beliefs: ['R7'],
    why: 'Tollgate makes no credit note: operators do, on the dashboard',
  },
  {
    id: 'slow-charge',
    title: 'A change whose charge takes long ends once, though its function has ended before.',
    beliefs: ['SDK3'],
    why: 'test mode charges at once',
  },
  {
    id: 'clock-permission',
    title: 'A restricted key needs to write test clocks.',
    beliefs: ['J4'],
    why: 'the rehearsal runs with a secret key, which may do everything',
  },
  {
    id: 'payout-units',
    title: 'Forint and Taiwan dollars are charged with two decimals and paid out whole.',
    beliefs: ['X4'],
    why: 'no payout follows a charge of test mode',
  },
];
