import type { AddressMail, MailText, OnceFields } from '../mail.ts';
import type { MailWords } from '../mail-words.ts';

/** An act of an operator's on one organization, with what its owner has to know of it. */
export type OperatorAct = { readonly act: 'key_revoked'; readonly label: string; readonly start: string };

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
};

const arabic: Texts = {
  key_revoked: ({ label, start }, { site, name, code }) => ({
    subject: `أبطلنا مفتاح API «${name(label)}»`,
    paragraphs: [
      `أبطلنا المفتاح «${name(label)}» (${code(`${start}…`)}) في ${site}. الطلبات التي تستخدمه تفشل.`,
      'أنشئ مفتاحًا جديدًا في لوحة التحكم إن كنت ما زلت بحاجة إليه.',
    ],
  }),
};

const said = (texts: Texts, done: OperatorAct, words: MailWords): Said =>
  (texts[done.act] as (of: OperatorAct, words: MailWords) => Said)(done, words);

const example = {
  ...{ id: 'example', accountId: 'example', noticeId: 'example', organization: 'Example Ltd' },
  reason: 'The key stands in a public repository.',
};

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
  },
};
