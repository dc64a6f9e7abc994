import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../../shared/http/views.ts';
import { ReasonDialog } from '../operator/reason-form.tsx';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { needsReason, useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

type RemoveProps = { readonly path: WebhooksPath; readonly webhook: WebhookView; readonly onClose: () => void };

/** Asks for confirmation, and an operator for the reason, then removes a webhook. */
export function RemoveWebhook({ path, webhook, onClose }: RemoveProps) {
  const { t } = useTranslation();
  const actions = useWebhookActions(path);
  const finish = () => {
    onClose();
    announce(t('webhooks.removed'));
  };
  const frame = { section: 'webhooks', title: t('webhooks.removeTitle'), onDone: finish, onClose };
  const text = (
    <>
      <p>{t('webhooks.removeText')}</p>
      <p className="address">
        <bdi>{webhook.url}</bdi>
      </p>
    </>
  );
  return needsReason(path) ? (
    <ReasonDialog
      {...frame}
      kind="danger"
      submitLabel={t('webhooks.remove')}
      act={(reason) => actions.remove(webhook.id, reason)}
    >
      {text}
    </ReasonDialog>
  ) : (
    <Confirm {...frame} confirmLabel={t('webhooks.remove')} act={() => actions.remove(webhook.id)}>
      {text}
    </Confirm>
  );
}
