import type { SearchHit, TimelineLineView } from '../../../../shared/http/views.ts';
import type { Act } from '../acts/act-names.ts';

/** The kind of a line of a timeline. */
export type TimelineKind = TimelineLineView['kind'];

/** The same with invoices, which Stripe has and the page joins. */
export type ShownKind = TimelineKind | 'invoice';

/** The kinds in the order of their filters. */
export const shownKinds = [
  'activity',
  'decision',
  'licence',
  'email',
  'event',
  'invoice',
  'served',
  'refusal',
] as const satisfies ShownKind[];

/** Words after a name that choose what its timeline shows, in both languages. */
const kindOfWord: Readonly<Record<string, ShownKind>> = {
  activity: 'activity',
  price: 'activity',
  decisions: 'decision',
  licences: 'licence',
  licenses: 'licence',
  emails: 'email',
  mails: 'email',
  events: 'event',
  invoices: 'invoice',
  served: 'served',
  usage: 'served',
  refusals: 'refusal',
  requests: 'refusal',
  النشاط: 'activity',
  السعر: 'activity',
  القرارات: 'decision',
  الرخص: 'licence',
  الرسائل: 'email',
  الأحداث: 'event',
  الفواتير: 'invoice',
  المنفذة: 'served',
  الاستهلاك: 'served',
  المرفوضة: 'refusal',
};

/** Words after a name that open an act on the organization, in both languages. */
const actOfWord: Readonly<Record<string, Act>> = {
  refund: 'refund',
  credit: 'credit',
  records: 'units',
  give: 'comp',
  limits: 'limits',
  offer: 'price',
  suspend: 'suspend',
  restore: 'restore',
  revoke: 'revokeKey',
  hold: 'hold',
  release: 'release',
  استرداد: 'refund',
  رد: 'refund',
  رصيد: 'credit',
  سجلات: 'units',
  منح: 'comp',
  الحدود: 'limits',
  عرض: 'price',
  تعليق: 'suspend',
  إيقاف: 'suspend',
  رفع: 'restore',
  استعادة: 'restore',
  إبطال: 'revokeKey',
  تحفظ: 'hold',
};

/** A typed text: what to search for, what its last word asks for, and the reason of an act that stands after a colon. */
export type Asked = {
  readonly text: string;
  readonly kind: ShownKind | null;
  readonly act: Act | null;
  readonly reason: string;
};

/** The start of a key is all that is sent of it, whatever was pasted. */
const keyStart = 12;

/** Takes the text apart. A word alone is searched for itself. */
export function askedIn(typed: string): Asked {
  const colon = typed.search(/[:：]\s/);
  const words = (colon < 0 ? typed : typed.slice(0, colon)).trim().split(/\s+/);
  const last = words.length > 1 ? (words.at(-1) ?? '').toLowerCase() : '';
  const kind = kindOfWord[last] ?? null;
  const act = actOfWord[last] ?? null;
  const isPart = colon >= 0 && act === null;
  const text = (isPart ? typed.trim() : (kind || act ? words.slice(0, -1) : words).join(' ')).slice(0, 200);
  return {
    text: /^tg_(live|test)_/.test(text) ? text.slice(0, keyStart) : text,
    ...{ kind, act, reason: act && colon >= 0 ? typed.slice(colon + 1).trim() : '' },
  };
}

/** The end of the minute of a time. */
const minuteAfter = (at: string): string => new Date(Math.floor(Date.parse(at) / 60_000 + 1) * 60_000).toISOString();

/** The page of a hit: that of a key, or of its organization with what is asked for. */
export function addressOf({ kind, id, detail, organization }: SearchHit, { kind: lines, act }: Asked): string {
  if (!organization) return '/console/events';
  if (kind === 'key' && !lines && !act) return `/console/keys/${encodeURIComponent(id)}`;
  const asks = act ? `?act=${act}` : lines ? `?kinds=${lines}` : '';
  const query = kind === 'request' && asks === '' ? `?kinds=refusal&until=${minuteAfter(detail)}` : asks;
  return `/console/organizations/${encodeURIComponent(organization.id)}${query}`;
}
