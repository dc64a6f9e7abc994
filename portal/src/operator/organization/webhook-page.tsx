import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DeliveryView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Curl } from '../curl.tsx';
import { PagedListing } from '../listing.tsx';
import { useListing } from '../operator-api.ts';

const tones = { delivered: 'good', pending: 'warn', failed: 'bad' } as const;
const columns = ['event', 'state', 'answer', 'tried'] as const;

/** `/console/organizations/{id}/webhooks/{webhook}`: the deliveries to an organization’s webhook, and their last answers. */
export default function OrganizationWebhookPage() {
  const { t } = useTranslation();
  const { id = '', webhook = '' } = useParams();
  const path = `/v1/admin/webhooks/${encodeURIComponent(webhook)}/deliveries?organization=${encodeURIComponent(id)}`;
  const query = useListing<DeliveryView>(['admin', 'deliveries', id, webhook], path);
  return (
    <Section id="deliveries" title={t('webhooks.deliveriesTitle')} lead={t('attentionToday.deliveriesLead')}>
      <p>
        <Link to={`/console/organizations/${encodeURIComponent(id)}`}>{t('attentionToday.toOrganization')}</Link>
      </p>
      <PagedListing query={query} empty={t('attentionToday.noDeliveries')}>
        {(rows) => (
          <ScrollTable
            lists
            caption={t('webhooks.deliveriesTitle')}
            head={columns.map((column) => t(`attentionToday.column.${column}`))}
          >
            {rows.map((each) => (
              <Row key={each.event} delivery={each} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
      <Curl path={path} />
    </Section>
  );
}

function Row({ delivery }: { readonly delivery: DeliveryView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const { event, type, at, state, attempts, lastAt, lastStatus, lastError } = delivery;
  const answer = lastStatus ?? lastError;
  return (
    <tr>
      <th scope="row">
        <Code>{type}</Code>
        <span className="small">
          <Code>{event}</Code>
        </span>
      </th>
      <td>
        <Tag tone={tones[state]}>{t(`webhooks.state.${state}`)}</Tag>
        <span className="small">{t('webhooks.tries', { tries: number(attempts) })}</span>
      </td>
      <td>{answer === null ? t('attentionToday.noAnswer') : <Code>{String(answer)}</Code>}</td>
      <td className="nowrap">{dateTime(lastAt ?? at)}</td>
    </tr>
  );
}
