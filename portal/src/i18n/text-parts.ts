/**
 * Which texts come with which pages. A page loads no text of the others, so a first visit is small. A name is that of a top-level group of `en.json`,
 * or of one of its texts, which goes before its group. Everything that is not named here comes with the buyer's later pages.
 * `test/portal/text-parts.test.ts` holds that each page loads every text that it shows.
 */
const texts = {
  /** The frame of every page, and the parts that any page may show. */
  shell: [
    'buyerView.banner',
    'buyerView.stop',
    'common',
    'dashboard',
    'failure',
    'footer',
    'form',
    'nav',
    'notFound',
    'problem',
    'shell',
    'storage',
    'theme',
  ],
  /** The first page of the dashboard, and what it shares with others. */
  overview: [
    'attention',
    'billing.failing',
    'billing.none',
    'billing.notNow',
    'billing.payNow',
    'billing.portal',
    'billing.status',
    'billing.wanted',
    'billing.wantedTitle',
    'checkout',
    'home',
    'licences.coming',
    'licences.daysLeft',
    'licences.review',
    'licences.reviewOne',
    'licences.stopped',
    'members.only',
    'members.role',
    'overview',
    'steps',
    'suspended',
    'unreachable',
    'usage.allowance',
    'usage.forecast',
    'usage.held',
    'usage.noPeriod',
    'usage.of',
    'usage.period',
    'usage.remaining',
    'usage.unusable',
    'usage.used',
    'usage.usedOf',
  ],
  /** Sign-up, sign-in, and showing that one is there. */
  account: ['invitation', 'link', 'mailSent', 'noOrganization', 'passkeys', 'presence', 'signIn', 'signUp'],
  /** The first page of the console, and what it shares with others. */
  today: [
    'attentionToday',
    'consoleOrganization.failing',
    'consoleSearch.field',
    'consoleOrganization.until',
    'curl',
    'operator.passkeyAdd',
    'operator.passkeyText',
    'operator.passkeyTitle',
    'revenue.none',
    'queues',
    'running',
    'today',
  ],
  /** The lines of a trail in words, for its organization and for operators. */
  trail: ['operator.did', 'trail'],
  /** All other pages of the console. */
  console: [
    'acts',
    'buyerView.open',
    'buyerView.openOne',
    'buyerView.reasonHint',
    'buyerView.text',
    'catalogueDiff',
    'commandLine',
    'consoleDatasets',
    'consoleOperations',
    'consoleOrganization',
    'consoleRoles',
    'consoleSearch',
    'contests',
    'eventGroups',
    'keyVerdict',
    'loggedMail',
    'mailAgain',
    'operator',
    'organizationList',
    'peek',
    'readers',
    'requestSearch',
    'revenue',
    'timelineWords',
  ],
} as const;

/** The pages for which a group of texts is loaded. */
export type TextPart = keyof typeof texts | 'buyer';

const partOfName = new Map(
  Object.entries(texts).flatMap(([part, names]) => names.map((name): [string, TextPart] => [name, part as TextPart])),
);

const plural = /_(zero|one|two|few|many|other)$/;

/** The part with which a text is loaded: the one of its own name, of its group, or else `buyer`. A plural form goes with the others. */
export const partOf = (group: string, name: string): TextPart =>
  partOfName.get(`${group}.${name.replace(plural, '')}`) ?? partOfName.get(group) ?? 'buyer';
