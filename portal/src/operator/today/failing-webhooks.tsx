import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FailingWebhookView, TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Note } from '../../ui/note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useCounted } from './at-least.ts';

/** Webhooks that do not answer, those that began last first; each leads to its deliveries. */
export function FailingWebhooks({ webhooks }: { readonly webhooks: TodayView['webhooks'] }) {
  const { t } = useTranslation();
  const counted = useCounted();
  if (webhooks.count === 0) return null;
  return (
    <Note tone="warn" title={t('attentionToday.webhooks', { number: counted(webhooks) })}>
      <ul className="rows rows-short">
        {webhooks.data.map((webhook) => (
          <Webhook key={webhook.id} webhook={webhook} />
        ))}
      </ul>
    </Note>
  );
}

function Webhook({ webhook: { id, organization, host, since, status, error, disabledAt } }: WebhookProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const to = organization
    ? `/console/organizations/${encodeURIComponent(organization.id)}/webhooks/${encodeURIComponent(id)}`
    : '/console/webhooks';
  return (
    <li>
      <div>
        <Link to={to}>
          <Code>{host}</Code>
        </Link>{' '}
        {disabledAt && <Tag tone="bad">{t('attentionToday.disabled')}</Tag>}
        <p className="small">
          <bdi>{organization ? organization.name || organization.id : t('attentionToday.ours')}</bdi> ·{' '}
          {t('attentionToday.since', { at: dateTime(since) })} · <Code>{String(status ?? error ?? '')}</Code>
        </p>
      </div>
    </li>
  );
}

type WebhookProps = { readonly webhook: FailingWebhookView };
