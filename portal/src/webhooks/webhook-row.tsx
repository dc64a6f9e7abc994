import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { groupsOf } from './event-types.ts';
import { WebhookSwitch } from './webhook-switch.tsx';
import { useMayChange, type WebhooksPath } from './webhooks-api.ts';

const tones = { working: 'good', failing: 'warn', disabled: 'bad' } as const;

type RowProps = {
  readonly path: WebhooksPath;
  readonly webhook: WebhookView;
  readonly onOpen: (dialog: 'deliveries' | 'remove') => void;
};

/** One webhook: its address, its event groups and its state. */
export function WebhookRow({ path, webhook, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { url, status, types, answered } = webhook;
  const mayChange = useMayChange(path);
  return (
    <li>
      <div>
        <strong className="address">
          <bdi>{url}</bdi>
        </strong>{' '}
        <Tag tone={tones[status]}>{t(`webhooks.status.${status}`)}</Tag>{' '}
        {answered ? <Tag tone="good">{t('webhooks.answered')}</Tag> : <Tag>{t('webhooks.notAnswered')}</Tag>}
        <span className="small">
          {t('webhooks.hears', {
            groups: groupsOf(types)
              .map((group) => t(`webhooks.group.${group}`))
              .join(t('webhooks.comma')),
          })}
        </span>
        {!answered && status !== 'disabled' && <span className="small">{t('webhooks.howToAnswer')}</span>}
        <Trouble webhook={webhook} />
      </div>
      <div className="button-row">
        <Button label={t('webhooks.deliveriesOne', { url })} onClick={() => onOpen('deliveries')}>
          {t('webhooks.deliveries')}
        </Button>
        {mayChange && (
          <>
            <WebhookSwitch path={path} webhook={webhook} />
            <Button kind="quiet" label={t('webhooks.removeOne', { url })} onClick={() => onOpen('remove')}>
              {t('webhooks.remove')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

/** Since when deliveries fail, or why the webhook is disabled. */
function Trouble({ webhook: { failingSince, disabledAt, disabledBecause } }: Pick<RowProps, 'webhook'>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  if (disabledAt !== null && disabledBecause !== null)
    return <span className="small">{t(`webhooks.because.${disabledBecause}`, { date: dateTime(disabledAt) })}</span>;
  if (failingSince === null) return null;
  return <span className="small">{t('webhooks.failingSince', { date: dateTime(failingSince) })}</span>;
}
