import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../../shared/http/views.ts';
import { ReasonDialog } from '../operator/reason-form.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { needsReason, useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

type SwitchProps = { readonly path: WebhooksPath; readonly webhook: WebhookView };

/** Enables or disables a webhook: an account's at once, the operators' with a reason. */
export function WebhookSwitch({ path, webhook: { id, url, status } }: SwitchProps) {
  const { t } = useTranslation();
  const { enable } = useWebhookActions(path);
  const [isAsking, setAsking] = useState(false);
  const isOff = status === 'disabled';
  const turn = useMutation({
    mutationFn: (reason?: string) => enable(id, isOff, reason),
    onSuccess: (now) => announce(t(now.status === 'disabled' ? 'webhooks.isDisabled' : 'webhooks.isEnabled')),
  });
  const name = isOff ? 'enable' : 'disable';
  const close = () => setAsking(false);
  return (
    <>
      <ProblemNote error={isAsking ? null : turn.error} />
      <Button
        kind="quiet"
        label={t(`webhooks.${name}One`, { url })}
        busy={turn.isPending}
        onClick={() => (needsReason(path) ? setAsking(true) : turn.mutate(undefined))}
      >
        {t(`webhooks.${name}`)}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t(`webhooks.${name}Title`)}
          section="webhooks"
          kind={isOff ? 'primary' : 'danger'}
          submitLabel={t(`webhooks.${name}`)}
          act={(reason) => turn.mutateAsync(reason)}
          onDone={close}
          onClose={close}
        >
          <p className="address">
            <bdi>{url}</bdi>
          </p>
        </ReasonDialog>
      )}
    </>
  );
}
