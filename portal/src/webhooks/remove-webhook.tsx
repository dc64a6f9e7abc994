import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

type RemoveProps = { readonly path: WebhooksPath; readonly webhook: WebhookView; readonly onClose: () => void };

/** Asks for confirmation, then removes a webhook. */
export function RemoveWebhook({ path, webhook, onClose }: RemoveProps) {
  const { t } = useTranslation();
  const actions = useWebhookActions(path);
  const finish = () => {
    onClose();
    announce(t('webhooks.removed'));
  };
  return (
    <Confirm
      section="webhooks"
      title={t('webhooks.removeTitle')}
      confirmLabel={t('webhooks.remove')}
      act={() => actions.remove(webhook.id)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('webhooks.removeText')}</p>
      <p className="address">
        <bdi>{webhook.url}</bdi>
      </p>
    </Confirm>
  );
}
