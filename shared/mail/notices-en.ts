import type { NoticeTexts } from './notice-texts.ts';

const because = (site: string) => `You get this mail because you have a subscription at ${site}.`;
const paidMeanwhile = 'If you have paid in the meantime, ignore this mail.';
const intervals = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' };
const endings = {
  refunded: 'what you paid for the present period was refunded in full.',
  disputed: 'a payment for it was disputed with your bank.',
  other: 'it was cancelled or paused, or a payment is missing.',
};

/** What a buyer is told of a subscription, in English. */
export const noticesInEnglish: NoticeTexts = {
  trial_ending: ({ endsAt }, { site, name, date, moment }) => ({
    subject: `Your trial of ${name} ends on ${date(endsAt)}`,
    paragraphs: [
      `Your trial of ${name} at ${site} ends on ${moment(endsAt)}. The subscription then begins, and its first payment is due.`,
      'If you do not want that, cancel it in your dashboard before then.',
    ],
    label: 'See your subscription',
    note: because(site),
  }),
  trial_refused: ({ because: reason }, { site, name }) => ({
    subject: `Your free trial of ${name} was not started`,
    paragraphs: [
      reason === 'card_had_trial'
        ? `There is one free trial a card or bank account at ${site}, and the one that you gave for ${name} has had it. So the trial was ended at once. Nothing was charged.`
        : `There is one free trial an account at ${site}, and yours has had one. So the trial of ${name} was ended at once. Nothing was charged.`,
      'You can subscribe without a trial: choose it again, and the first payment is due when you check out.',
    ],
    label: 'See the plans',
    note: `You get this mail because you began a trial at ${site}.`,
  }),
  card_expiring: ({ brand, last4, lastMonth, renewsAt }, { site, name, date, month, card }) => ({
    subject: `Your card ${card(brand, last4)} expires at the end of ${month(lastMonth)}`,
    paragraphs: [
      `The card ${card(brand, last4)}, which pays for ${name} at ${site}, is valid until the end of ${month(lastMonth)}. The renewal on ${date(renewsAt)} cannot be charged to it.`,
      'Choose another card before then, and nothing stops: your dashboard leads to the page for it.',
    ],
    label: 'Change your card',
    note: 'If you have changed it in the meantime, ignore this mail.',
  }),
  payment_failed: ({ accessUntil }, { site, name, moment }) => ({
    subject: `Payment for ${name} failed`,
    paragraphs: [
      `The payment for your subscription to ${name} at ${site} did not go through.`,
      accessUntil === null
        ? 'Access has stopped. Change your card or pay the open invoice, and it comes back.'
        : `Access goes on until ${moment(accessUntil)}. Change your card or pay the open invoice before then, and nothing stops.`,
    ],
    label: 'Fix the payment',
    note: paidMeanwhile,
  }),
  access_ending: ({ because: reason, accessUntil }, { site, name, date, moment }) =>
    reason === 'canceled'
      ? {
          subject: `${name} ends on ${date(accessUntil)}`,
          paragraphs: [
            `Your subscription to ${name} at ${site} is cancelled. Access goes on until ${moment(accessUntil)}, and the subscription does not renew.`,
            'If you change your mind, you can resume it before then.',
          ],
          label: 'See your subscription',
          note: because(site),
        }
      : {
          subject: `The invoice for ${name} is overdue`,
          paragraphs: [
            `The invoice for your subscription to ${name} at ${site} was not paid by its due date.`,
            `Access goes on until ${moment(accessUntil)}. Pay before then, and nothing stops.`,
          ],
          label: 'Pay the invoice',
          note: paidMeanwhile,
        },
  access_ended: ({ because: reason }, { site, name }) => ({
    subject: `${name} has ended${reason ? `: your payment was ${reason}` : ''}`,
    paragraphs: [
      `Your subscription to ${name} at ${site} no longer gives access: ${endings[reason ?? 'other']}`,
      reason
        ? 'Nothing more will be charged for it. Your account stays. In your dashboard you can subscribe again.'
        : 'Your account stays. In your dashboard you can pay what is open, or subscribe again.',
    ],
    label: 'Open your dashboard',
    note: because(site),
  }),
  plan_changed: ({ from, interval }, { site, name, isolate }) => ({
    subject: `You are now on ${name}`,
    paragraphs: [
      isolate(from) === name
        ? `Your subscription to ${name} at ${site} is now paid ${intervals[interval]}.`
        : `Your subscription at ${site} changed from ${from} to ${name}, paid ${intervals[interval]}.`,
    ],
    label: 'See your subscription',
    note: because(site),
  }),
  price_changed: ({ beforeMinor, afterMinor, currency, interval, startsAt }, { site, name, date, money }) => ({
    subject: `The price of ${name} changes to ${money(afterMinor, currency)} a ${interval}`,
    paragraphs: [
      startsAt === null
        ? `${name} at ${site} now costs ${money(afterMinor, currency)} a ${interval} instead of ${money(beforeMinor, currency)}. The difference for the rest of this period is on a separate invoice.`
        : `From ${date(startsAt)}, your next renewal, ${name} at ${site} costs ${money(afterMinor, currency)} a ${interval} instead of ${money(beforeMinor, currency)}. Until then nothing is charged.`,
      startsAt === null
        ? 'What you can reach stays the same.'
        : 'What you can reach stays the same. If you do not want the new price, cancel in your dashboard before then.',
    ],
    label: 'See your subscription',
    note: because(site),
  }),
};
