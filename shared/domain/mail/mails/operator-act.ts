import { type Localized, textIn } from '../../catalog/localized.ts';
import type { AddressMail, MailText, OnceFields } from '../mail.ts';
import type { MailWords } from '../mail-words.ts';
import { arabicOfPrices, englishOfPrices, lastDayOf, lines, type PriceAct, priceActs } from './price-acts.ts';

/** An act of an operator's on one organization, with what its owner has to know of it. */
export type OperatorAct =
  | { readonly act: 'key_revoked'; readonly label: string; readonly start: string }
  | { readonly act: 'comp_given'; readonly name: Localized; readonly until: string }
  | { readonly act: 'comp_ended'; readonly name: Localized }
  | { readonly act: 'units_given'; readonly units: number }
  | ({ readonly act: 'limits_set'; readonly until: string | null } & Limits)
  | { readonly act: 'limits_removed' }
  | { readonly act: 'refunded'; readonly amountMinor: number; readonly currency: string; readonly number: string }
  | { readonly act: 'credited'; readonly amountMinor: number; readonly currency: string }
  | PriceAct;

/** Null: as the plans say. */
type Limits = { readonly requestsPerMinute: number | null; readonly allowance: number | null };

/** `reason` has the operator's words. */
type OperatorActed = OnceFields & {
  readonly organization: string;
  readonly reason: string;
  readonly done: OperatorAct;
};

/** The occasion: this act was done, by the id of what it is about. */
export const actOccasion = (act: OperatorAct['act'], id: string): string => `operator_act:${act}:${id}`;

type Said = Pick<MailText, 'subject' | 'paragraphs'>;
type Texts = {
  readonly [Act in OperatorAct['act']]: (done: Extract<OperatorAct, { readonly act: Act }>, words: MailWords) => Said;
};

const english: Texts = {
  key_revoked: ({ label, start }, { site }) => ({
    subject: `We revoked your API key “${label}”`,
    paragraphs: [
      `We revoked the key “${label}” (${start}…) of ${site}. Requests with it fail.`,
      'Create a new key on your dashboard if you still need one.',
    ],
  }),
  comp_given: ({ name, until }, { date }) => ({
    subject: `We gave you ${textIn(name, 'en')} free of charge`,
    paragraphs: [
      `Your organization has ${textIn(name, 'en')} free of charge until ${date(lastDayOf(until))}. Then it ends, and you are not charged.`,
    ],
  }),
  comp_ended: ({ name }) => ({
    subject: `${textIn(name, 'en')} free of charge has ended`,
    paragraphs: [
      `We ended ${textIn(name, 'en')} that we gave you free of charge. Your subscriptions stay as they are.`,
    ],
  }),
  units_given: ({ units }, { count }) => ({
    subject: `We gave you prepaid credit: ${count(units)}`,
    paragraphs: [`We added ${count(units)} to your prepaid credit. Requests use it once your allowance is used up.`],
  }),
  limits_set: ({ requestsPerMinute, allowance, until }, { count, date }) => ({
    subject: 'We changed the limits of your organization',
    paragraphs: lines(
      requestsPerMinute === null
        ? null
        : `Your live keys may make ${count(requestsPerMinute)} requests a minute together.`,
      allowance === null ? null : `Your allowance is ${count(allowance)} a period.`,
      until === null ? null : `This holds until ${date(lastDayOf(until))}. Then the limits of your plan hold again.`,
    ),
  }),
  limits_removed: () => ({
    subject: 'The limits of your plan hold again',
    paragraphs: ['We removed the limits that we had set for your organization. Those of your plan hold again.'],
  }),
  refunded: ({ amountMinor, currency, number }, { money }) => ({
    subject: `We refunded ${money(amountMinor, currency)}`,
    paragraphs: [
      `We refunded ${money(amountMinor, currency)} of invoice ${number}. It goes back to the way that you paid, which may take some days.`,
    ],
  }),
  credited: ({ amountMinor, currency }, { money }) => ({
    subject: `You have ${money(amountMinor, currency)} credit`,
    paragraphs: [`We gave you ${money(amountMinor, currency)} credit. It reduces your next invoices.`],
  }),
  ...englishOfPrices,
};

const arabic: Texts = {
  key_revoked: ({ label, start }, { site, name, code }) => ({
    subject: `أبطلنا مفتاح API «${name(label)}»`,
    paragraphs: [
      `أبطلنا المفتاح «${name(label)}» (${code(`${start}…`)}) في ${site}. الطلبات التي تستخدمه تفشل.`,
      'أنشئ مفتاحًا جديدًا في لوحة التحكم إن كنت ما زلت بحاجة إليه.',
    ],
  }),
  comp_given: ({ name, until }, { date }) => ({
    subject: `منحناك ${textIn(name, 'ar')} مجانًا`,
    paragraphs: [
      `لمؤسستك ${textIn(name, 'ar')} مجانًا حتى ${date(lastDayOf(until))}. بعدها ينتهي ذلك تلقائيًا ولا يُحتسب عليك شيء.`,
    ],
  }),
  comp_ended: ({ name }) => ({
    subject: `انتهى ${textIn(name, 'ar')} المجاني`,
    paragraphs: [`أنهينا ${textIn(name, 'ar')} الذي منحناك إياه مجانًا. تبقى اشتراكاتك كما هي.`],
  }),
  units_given: ({ units }, { count }) => ({
    subject: `منحناك رصيدًا مسبق الدفع: ${count(units)}`,
    paragraphs: [`أضفنا ${count(units)} إلى رصيدك المسبق الدفع. تستخدمه الطلبات بعد نفاد حصة باقتك.`],
  }),
  limits_set: ({ requestsPerMinute, allowance, until }, { count, date }) => ({
    subject: 'غيّرنا حدود مؤسستك',
    paragraphs: lines(
      requestsPerMinute === null
        ? null
        : `الحد الأقصى لطلبات مفاتيحك المباشرة مجتمعة في الدقيقة: ${count(requestsPerMinute)}.`,
      allowance === null ? null : `حصتك في كل فترة: ${count(allowance)}.`,
      until === null ? null : `يسري هذا حتى ${date(lastDayOf(until))}. بعدها تعود حدود باقتك.`,
    ),
  }),
  limits_removed: () => ({
    subject: 'عادت حدود باقتك',
    paragraphs: ['ألغينا الحدود التي وضعناها لمؤسستك. تسري حدود باقتك من جديد.'],
  }),
  refunded: ({ amountMinor, currency, number }, { money, code }) => ({
    subject: `رددنا إليك ${money(amountMinor, currency)}`,
    paragraphs: [
      `رددنا ${money(amountMinor, currency)} من الفاتورة ${code(number)}. يعود المبلغ إلى طريقة الدفع نفسها، وقد يستغرق ذلك بضعة أيام.`,
    ],
  }),
  credited: ({ amountMinor, currency }, { money }) => ({
    subject: `لديك رصيد بقيمة ${money(amountMinor, currency)}`,
    paragraphs: [`منحناك رصيدًا بقيمة ${money(amountMinor, currency)}. يُخصم من فواتيرك القادمة.`],
  }),
  ...arabicOfPrices,
};

const said = (texts: Texts, done: OperatorAct, words: MailWords): Said =>
  (texts[done.act] as (of: OperatorAct, words: MailWords) => Said)(done, words);

const example = {
  ...{ id: 'example', accountId: 'example', noticeId: 'example', organization: 'Example Ltd' },
  reason: 'The key stands in a public repository.',
};

const planName = { en: 'Standard', ar: 'القياسية' };

/** To the owner of an organization: an operator did something to its access or its money, and why. Once an act. */
export const operatorActMail: AddressMail<OperatorActed> = {
  to: 'address',
  kind: 'notification',
  once: ({ noticeId }) => noticeId,
  link: () => '/app',
  en: ({ done, reason, organization }, words) => {
    const { subject, paragraphs } = said(english, done, words);
    return {
      subject,
      paragraphs: [...paragraphs, `Reason: ${reason}`, `If you have questions, contact us at ${words.supportEmail}.`],
      label: 'Open dashboard',
      note: `You’re receiving this because you own ${organization}.`,
    };
  },
  ar: ({ done, reason, organization }, words) => {
    const { subject, paragraphs } = said(arabic, done, words);
    return {
      subject,
      paragraphs: [...paragraphs, `السبب: ${words.name(reason)}`, `لأي سؤال تواصل معنا على ${words.supportEmail}.`],
      label: 'فتح لوحة التحكم',
      note: `تصلك هذه الرسالة لأنك تملك ${words.name(organization)}.`,
    };
  },
  examples: {
    key_revoked: { ...example, done: { act: 'key_revoked', label: 'Production server', start: 'tg_live_4fGh' } },
    comp_given: {
      ...example,
      ...{
        reason: 'Two weeks to try it.',
        done: { act: 'comp_given', name: planName, until: '2027-01-01T00:00:00.000Z' },
      },
    },
    comp_ended: { ...example, reason: 'As we agreed.', done: { act: 'comp_ended', name: planName } },
    units_given: { ...example, reason: 'For the outage.', done: { act: 'units_given', units: 2_000 } },
    limits_set: {
      ...{ ...example, reason: 'Your launch in May.' },
      done: { act: 'limits_set', requestsPerMinute: 6_000, allowance: 500_000, until: '2027-01-01T00:00:00.000Z' },
    },
    refunded: {
      ...{ ...example, reason: 'The outage of May.' },
      done: { act: 'refunded', amountMinor: 10_00, currency: 'usd', number: 'TG-0042' },
    },
    credited: { ...example, reason: 'For the outage.', done: { act: 'credited', amountMinor: 10_00, currency: 'usd' } },
    price_offered: { ...example, reason: 'As we agreed in May.', done: priceActs.offered },
    price_withdrawn: { ...example, reason: 'The offer is over.', done: priceActs.withdrawn },
    limits_removed: { ...example, reason: 'The launch is over.', done: { act: 'limits_removed' } },
  },
};
