import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AttentionItemView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Note } from '../ui/note.tsx';

/** Kinds that are one sentence and a link. */
type Need = Exclude<AttentionItemView, { kind: 'suspended' | 'licence' }>;

/** Tells the things that need somebody apart. */
export function keyOf(item: AttentionItemView): string {
  switch (item.kind) {
    case 'suspended':
      return item.kind;
    case 'licence':
      return `${item.kind} ${item.licence} ${item.version}`;
    case 'failing_payment':
      return `${item.kind} ${item.of} ${item.subscription}`;
    case 'badge':
      return `${item.kind} ${item.handle}`;
    case 'use_case':
      return `${item.kind} ${item.app}`;
    default:
      return `${item.kind} ${item.id}`;
  }
}

/** One thing that needs somebody, and the way to its page. */
export function NeedNote({ item }: { readonly item: Need }) {
  const { t } = useTranslation();
  const { date, isolate, money } = useFormat();
  const { kind } = item;
  const said = {
    name: isolate(nameOf(item)),
    date: 'expiresAt' in item ? date(item.expiresAt) : 'since' in item && item.since ? date(item.since) : '',
    amount: item.kind === 'failing_payment' && item.amount ? money(item.amount) : '',
  };
  return (
    <Note tone={kind === 'failing_payment' ? 'bad' : 'warn'} title={t(titleOf(item), said)}>
      {wordsOf(item) && (
        <p className="their-words">
          <bdi>{wordsOf(item)}</bdi>
        </p>
      )}
      <Link className="button button-plain" to={pageOf(item)}>
        {t(`attention.do.${kind}`)}
      </Link>
    </Note>
  );
}
/** The thing that it is about, in the words of whoever named it. */
function nameOf(item: Need): string {
  switch (item.kind) {
    case 'key':
      return item.label;
    case 'webhook':
      return URL.parse(item.url)?.host ?? item.url;
    case 'badge':
      return `@${item.handle}`;
    case 'use_case':
      return item.appName;
    case 'invitation':
      return item.organization;
    case 'failing_payment':
      return '';
  }
}

function titleOf(item: Need) {
  if (item.kind === 'badge') return `attention.badge.${item.state}` as const;
  if (item.kind === 'use_case') return `attention.use_case.${item.state}` as const;
  if (item.kind === 'failing_payment') return item.amount ? 'attention.creditOf' : 'attention.credit';
  return `attention.${item.kind}` as const;
}

const wordsOf = (item: Need): string | null =>
  item.kind === 'badge' ? item.request : item.kind === 'use_case' ? item.reason : null;

function pageOf(item: Need): string {
  switch (item.kind) {
    case 'key':
      return `/app/keys/${encodeURIComponent(item.id)}`;
    case 'webhook':
      return '/app/webhooks';
    case 'badge':
      return `/app/badges/${encodeURIComponent(item.handle)}`;
    case 'use_case':
      return '/app/apps';
    case 'invitation':
      return '/app/badges#affiliations';
    case 'failing_payment':
      return '/app/billing#credit';
  }
}
