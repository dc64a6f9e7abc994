import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AttentionItemView, AttentionView } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { Note } from '../ui/note.tsx';

/** Kinds with a notice of their own on the overview, drawn from the account and the licences. */
const told = (item: AttentionItemView): boolean =>
  item.kind === 'suspended' || item.kind === 'licence' || (item.kind === 'failing_payment' && item.of !== 'credit');

type Need = Exclude<AttentionItemView, { kind: 'suspended' | 'licence' }>;

const isNeed = (item: AttentionItemView): item is Need => !told(item);

/** Everything that needs the organization now, as the server says it. */
export const useAttention = () =>
  useQuery({ queryKey: ['attention'], queryFn: () => get<AttentionView>('/v1/attention') });

/** Everything else that needs somebody, as the server says it, most urgent first. Nothing while it is not known. */
export function Needs() {
  const { data } = useAttention();
  return (data?.data ?? []).filter(isNeed).map((item) => <NeedNote key={keyOf(item)} item={item} />);
}

const keyOf = (item: Need): string =>
  `${item.kind} ${'id' in item ? item.id : item.kind === 'badge' ? item.handle : item.app}`;

function NeedNote({ item }: { readonly item: Need }) {
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
      return '/app/keys';
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
