import type { NoticeTexts } from './notice-texts.ts';
import { paymentFailures } from './payment-failures.ts';

const because = (site: string) => `You get this mail because you have a subscription at ${site}.`;
const paidMeanwhile = 'If you have paid in the meantime, ignore this mail.';
const intervals = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' };
const endings = {
  refunded: 'what you paid for the present period was refunded in full.',
  disputed: 'a payment for it was disputed with your bank.',
  other: 'it was cancelled or paused, or a payment is missing.',
};

const usedUp = {
  billed: (until: string) =>
    `Calls beyond the allowance are served, and billed by the unit. A new period begins on ${until}.`,
  refused: (until: string) =>
    `Calls are refused until the next period begins on ${until}. A larger plan helps at once.`,
  'will be refused': (until: string) =>
    `Once all are used, calls are refused until the next period begins on ${until}. A larger plan helps at once.`,
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
  payment_failed: ({ because: reason, accessUntil }, { site, name, moment }) => {
    const { subject, happened, label, remedy } = paymentFailures.en[reason ?? 'charge'];
    const [lasting, stopped] = remedy;
    const access = reason === 'debit_returned' ? stopped : `Access has stopped. ${stopped}`;
    return {
      subject: subject(name),
      paragraphs: [
        happened(name, site),
        accessUntil === null ? access : `Access goes on until ${moment(accessUntil)}. ${lasting}`,
      ],
      label,
      note: reason === undefined ? paidMeanwhile : because(site),
    };
  },
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
  usage_reached: ({ percent, allowance, unit, overage, renewsAt }, { site, name, count, moment }) => ({
    subject:
      percent === 100 ? `The allowance of ${name} is used up` : `${percent}% of the allowance of ${name} is used`,
    paragraphs: [
      percent === 100
        ? `You have used all ${count(allowance)} ${unit}s of this period of ${name} at ${site}.`
        : `You have used ${percent}% of the ${count(allowance)} ${unit}s of this period of ${name} at ${site}.`,
      usedUp[overage ? 'billed' : percent === 100 ? 'refused' : 'will be refused'](moment(renewsAt)),
    ],
    label: 'See your usage',
    note: because(site),
  }),
  spend_cap_reached: ({ percent, amountMinor, currency, renewsAt }, { site, name, money, moment }) => ({
    subject:
      percent === 100 ? `Your spend cap for ${name} is reached` : `${percent}% of your spend cap for ${name} is used`,
    paragraphs: [
      percent === 100
        ? `What you use of ${name} at ${site} beyond its allowance has reached your spend cap of ${money(amountMinor, currency)} for this period.`
        : `What you use of ${name} at ${site} beyond its allowance has come to ${percent}% of your spend cap of ${money(amountMinor, currency)} for this period.`,
      percent === 100
        ? `Calls are refused until the next period begins on ${moment(renewsAt)}. A higher cap helps at once.`
        : `Once it is reached, calls are refused until the next period begins on ${moment(renewsAt)}. A higher cap prevents that.`,
    ],
    label: 'See your usage',
    note: `You get this mail because you set a spend cap at ${site}.`,
  }),
  top_up_failed: ({ amountMinor, currency, isOff }, { site, name, money }) => ({
    subject: isOff ? `Automatic top-up of ${name} is off` : `Automatic top-up of ${name} failed`,
    paragraphs: [
      `${money(amountMinor, currency)} of credit for ${name} at ${site} could not be charged to your saved card.`,
      isOff
        ? 'It has failed three times, so it is turned off. Buy credit with a card that works, which is then saved, and turn it on again.'
        : 'It is tried again while little is left. Buy credit yourself, and the card that you use is saved in its place.',
    ],
    label: 'Buy credit',
    note: `You get this mail because you turned automatic top-up on at ${site}.`,
  }),
  credit_low: ({ left }, { site, name, count }) => ({
    subject: left === 0 ? `Your credit for ${name} is used up` : `Little is left of your credit for ${name}`,
    paragraphs: [
      left === 0
        ? `All the units that you bought in advance for ${name} at ${site} are used. Calls that nothing else pays for are refused until you buy more.`
        : `${count(left)} of the units that you bought in advance for ${name} at ${site} are left. Once they are used, calls that nothing else pays for are refused.`,
      'In your dashboard you can buy more, or have it bought by itself when little is left.',
    ],
    label: 'Buy credit',
    note: `You get this mail because you bought credit at ${site}.`,
  }),
};
