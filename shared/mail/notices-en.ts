import type { NoticeTexts } from './notice-texts.ts';
import { paymentFailures } from './payment-failures.ts';

const because = (site: string) => `You’re receiving this email because you have a subscription at ${site}.`;
const paidMeanwhile = 'If you have paid in the meantime, ignore this email.';
const intervals = { day: 'daily', week: 'weekly', month: 'monthly', year: 'yearly' };
const endings = {
  refunded: 'we refunded this period in full.',
  disputed: 'a payment was disputed with your bank.',
  other: 'the subscription was cancelled or paused, or a payment is missing.',
};

const usedUp = {
  billed: (until: string) => `Requests continue, and we bill the extra usage. A new period begins on ${until}.`,
  refused: (until: string) => `Requests fail until ${until}. Upgrading your plan restores access immediately.`,
  'will be refused': (until: string) =>
    `Once the allowance is used up, requests fail until ${until}. Upgrading your plan raises the allowance immediately.`,
};

/** Each notice about a subscription, in English. */
export const noticesInEnglish: NoticeTexts = {
  trial_ending: ({ endsAt }, { site, name, date, moment }) => ({
    subject: `Your trial of ${name} ends on ${date(endsAt)}`,
    paragraphs: [
      `Your ${name} trial at ${site} ends on ${moment(endsAt)}. Your subscription then starts, and the first payment is due.`,
      'If you don’t want that, cancel it on your dashboard before then.',
    ],
    label: 'View subscription',
    note: because(site),
  }),
  trial_refused: ({ because: reason }, { site, name }) => ({
    subject: `Your free trial of ${name} was not started`,
    paragraphs: [
      reason === 'card_had_trial'
        ? `Each card or bank account gets one free trial at ${site}, and yours has already had it. We ended the ${name} trial and charged nothing.`
        : `Each organization gets one free trial at ${site}, and yours has already had it. We ended the ${name} trial and charged nothing.`,
      'You can subscribe without a trial. The first payment is then due at checkout.',
    ],
    label: 'View plans',
    note: `You’re receiving this email because you started a trial at ${site}.`,
  }),
  card_expiring: ({ brand, last4, lastMonth, renewsAt }, { site, name, date, month, card }) => ({
    subject: `Your card ${card(brand, last4)} expires at the end of ${month(lastMonth)}`,
    paragraphs: [
      `${card(brand, last4)} expires at the end of ${month(lastMonth)}, before ${name} at ${site} renews on ${date(renewsAt)}.`,
      'Add a new card to keep your access. Your dashboard leads to the page for it.',
    ],
    label: 'Update card',
    note: 'If you have updated it in the meantime, ignore this email.',
  }),
  payment_failed: ({ because: reason, accessUntil }, { site, name, moment }) => {
    const { subject, happened, label, remedy } = paymentFailures.en[reason ?? 'charge'];
    const [lasting, stopped] = remedy;
    const access = reason === 'debit_returned' ? stopped : `Your access has stopped. ${stopped}`;
    return {
      subject: subject(name),
      paragraphs: [
        happened(name, site),
        accessUntil === null ? access : `You have access until ${moment(accessUntil)}. ${lasting}`,
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
            `Your ${name} subscription at ${site} is cancelled. You keep access until ${moment(accessUntil)}.`,
            'If you change your mind, resume it before then.',
          ],
          label: 'View subscription',
          note: because(site),
        }
      : {
          subject: `The invoice for ${name} is overdue`,
          paragraphs: [
            `Your ${name} invoice at ${site} is past its due date.`,
            `Pay it by ${moment(accessUntil)} to keep your access.`,
          ],
          label: 'Pay invoice',
          note: paidMeanwhile,
        },
  access_ended: ({ because: reason }, { site, name }) => ({
    subject: `${name} has ended${reason ? `: your payment was ${reason}` : ''}`,
    paragraphs: [
      `Your access to ${name} at ${site} has ended because ${endings[reason ?? 'other']}`,
      reason
        ? 'We charge nothing more for it. Your account remains, and you can subscribe again on your dashboard.'
        : 'Your account remains. You can pay an open invoice or subscribe again on your dashboard.',
    ],
    label: 'Open dashboard',
    note: because(site),
  }),
  plan_changed: ({ from, interval }, { site, name, isolate }) => ({
    subject: `You are now on ${name}`,
    paragraphs: [
      isolate(from) === name
        ? `Your ${name} subscription at ${site} is now billed ${intervals[interval]}.`
        : `Your subscription at ${site} moved from ${isolate(from)} to ${name}, billed ${intervals[interval]}.`,
    ],
    label: 'View subscription',
    note: because(site),
  }),
  price_changed: ({ beforeMinor, afterMinor, currency, interval, startsAt }, { site, name, date, money }) => ({
    subject: `The price of ${name} changes to ${money(afterMinor, currency)} a ${interval}`,
    paragraphs: [
      startsAt === null
        ? `${name} at ${site} now costs ${money(afterMinor, currency)} a ${interval} instead of ${money(beforeMinor, currency)}. A separate invoice has the difference for the rest of this period.`
        : `From ${date(startsAt)}, your next renewal, ${name} at ${site} costs ${money(afterMinor, currency)} a ${interval} instead of ${money(beforeMinor, currency)}. We charge nothing before then.`,
      startsAt === null
        ? 'Your access stays the same.'
        : 'Your access stays the same. If you don’t want the new price, cancel on your dashboard before then.',
    ],
    label: 'View subscription',
    note: because(site),
  }),
  usage_reached: ({ percent, allowance, unit, overage, renewsAt }, { site, name, count, moment }) => ({
    subject:
      percent === 100 ? `The allowance of ${name} is used up` : `${percent}% of the allowance of ${name} is used`,
    paragraphs: [
      percent === 100
        ? `You’ve used all ${count(allowance)} ${unit}s of ${name} at ${site} for this billing period.`
        : `You’ve used ${percent}% of your ${count(allowance)} ${unit}s of ${name} at ${site} for this billing period.`,
      usedUp[overage ? 'billed' : percent === 100 ? 'refused' : 'will be refused'](moment(renewsAt)),
    ],
    label: 'View usage',
    note: because(site),
  }),
  spend_cap_reached: ({ percent, amountMinor, currency, renewsAt }, { site, name, money, moment }) => ({
    subject:
      percent === 100 ? `Your spend cap for ${name} is reached` : `${percent}% of your spend cap for ${name} is used`,
    paragraphs: [
      percent === 100
        ? `Your extra usage of ${name} at ${site} has reached your ${money(amountMinor, currency)} spend cap.`
        : `You’ve used ${percent}% of your ${money(amountMinor, currency)} spend cap for ${name} at ${site}.`,
      percent === 100
        ? `Requests fail until ${moment(renewsAt)} unless you raise the cap.`
        : `Requests fail once you reach it, until ${moment(renewsAt)}. Raise the cap to prevent that.`,
    ],
    label: 'View usage',
    note: `You’re receiving this email because you set a spend cap at ${site}.`,
  }),
  top_up_failed: ({ amountMinor, currency, isOff }, { site, name, money }) => ({
    subject: isOff ? `Automatic top-up of ${name} is off` : `Automatic top-up of ${name} failed`,
    paragraphs: [
      `We couldn’t charge ${money(amountMinor, currency)} to your saved card to top up ${name} at ${site}.`,
      isOff
        ? 'It failed three times, so we turned auto top-up off. Buy credit with a card that works, which is then saved, and turn it on again.'
        : 'We try again while your credit is low. Buy credit yourself, and the card you use replaces the saved one.',
    ],
    label: 'Buy credit',
    note: `You’re receiving this email because you turned on auto top-up at ${site}.`,
  }),
  credit_low: ({ left }, { site, name, count }) => ({
    subject: left === 0 ? `Your credit for ${name} is used up` : `Little is left of your credit for ${name}`,
    paragraphs: [
      left === 0
        ? `You’ve used all your prepaid credit for ${name} at ${site}. Requests fail until you buy credit, unless your plan covers them.`
        : `You have ${count(left)} left of your prepaid credit for ${name} at ${site}. After that, requests fail unless your plan covers them.`,
      'You can buy credit on your dashboard, or turn on auto top-up there.',
    ],
    label: 'Buy credit',
    note: `You’re receiving this email because you bought credit at ${site}.`,
  }),
};
