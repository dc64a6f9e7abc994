import type { SearchHit, TimelineLineView } from '../../../../shared/http/views.ts';

/** The kind of a line of a timeline. */
export type TimelineKind = TimelineLineView['kind'];

/** The kinds in the order of their filters. */
export const timelineKinds = ['activity', 'decision', 'licence', 'email', 'refusal'] as const satisfies TimelineKind[];

/** Words after a name that choose what its timeline shows, in both languages. */
const kindOfWord: Readonly<Record<string, TimelineKind>> = {
  activity: 'activity',
  decisions: 'decision',
  licences: 'licence',
  licenses: 'licence',
  emails: 'email',
  mails: 'email',
  refusals: 'refusal',
  requests: 'refusal',
  النشاط: 'activity',
  القرارات: 'decision',
  الرخص: 'licence',
  الرسائل: 'email',
  المرفوضة: 'refusal',
};

/** A text that somebody typed: what to search for, and the kind of line that its last word asks for. */
export type Asked = { readonly text: string; readonly kind: TimelineKind | null };

/** The start of a key is all that is sent of it, whatever was pasted. */
const keyStart = 12;

/** Takes the text apart. A word alone is searched for itself. */
export function askedIn(typed: string): Asked {
  const words = typed.trim().split(/\s+/);
  const kind = words.length > 1 ? (kindOfWord[(words.at(-1) ?? '').toLowerCase()] ?? null) : null;
  const text = (kind ? words.slice(0, -1) : words).join(' ').slice(0, 200);
  return { text: /^tg_(live|test)_/.test(text) ? text.slice(0, keyStart) : text, kind };
}

/** The page of a hit: that of a key, or of its organization with what is asked for of its timeline. */
export function addressOf({ kind, id, organization }: SearchHit, asked: TimelineKind | null): string {
  if (!organization) return '/console/events';
  if (kind === 'key' && !asked) return `/console/keys/${encodeURIComponent(id)}`;
  return `/console/organizations/${encodeURIComponent(organization.id)}${asked ? `?kinds=${asked}` : ''}`;
}
