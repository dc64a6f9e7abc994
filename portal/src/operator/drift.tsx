import { useTranslation } from 'react-i18next';
import type { CorrectionView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { Differences } from './differences.tsx';
import { PagedListing } from './listing.tsx';
import { useAdminDrift } from './operator-api.ts';

const columns = ['account', 'cause', 'when', 'changed'] as const;

/** The differences from Stripe that `reconcile` found and corrected: the account, time, cause, and both values. */
export default function Drift() {
  const { t } = useTranslation();
  return (
    <Section id="drift" title={t('operator.drift.title')} lead={t('operator.drift.lead')}>
      <PagedListing query={useAdminDrift()} empty={t('operator.drift.none')}>
        {(items) => (
          <ScrollTable
            lists
            caption={t('operator.drift.title')}
            head={columns.map((column) => t(`operator.drift.${column}`))}
          >
            {items.map((correction) => (
              <CorrectionRow
                key={correction.runId + correction.cause + (correction.accountId ?? correction.differences[0]?.id)}
                correction={correction}
              />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
    </Section>
  );
}

const tones = {
  missed_event: 'warn',
  changed_without_event: 'warn',
  deleted_item: 'bad',
  catalogue_changed: 'plain',
  usage: 'bad',
  discarded: 'bad',
  uncollected: 'bad',
  untaxed: 'bad',
  contact: 'warn',
  no_account: 'bad',
} as const;

function CorrectionRow({ correction }: { readonly correction: CorrectionView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { organization, accountId, customerId, cause, accessChanged, at, differences } = correction;
  return (
    <tr>
      <th scope="row">
        <bdi>{organization ?? accountId ?? t('operator.drift.nobody')}</bdi>
        <span className="small">
          <Code>{customerId}</Code>
        </span>
      </th>
      <td>
        <Tag tone={tones[cause]}>{t(`operator.cause.${cause}.name`)}</Tag>
        <span className="small drift-means">{t(`operator.cause.${cause}.means`)}</span>
      </td>
      <td className="nowrap">
        {date(at)}
        {accessChanged && <span className="small">{t('operator.drift.accessChanged')}</span>}
      </td>
      <td>
        <Differences differences={differences} />
      </td>
    </tr>
  );
}
