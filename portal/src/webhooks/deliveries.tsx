import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView, WebhookView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Tag } from '../ui/tag.tsx';
import { SigningSecret } from './signing-secret.tsx';
import { useDeliveries, useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

const tones = { delivered: 'good', pending: 'warn', failed: 'bad' } as const;

type DeliveriesProps = { readonly path: WebhooksPath; readonly webhook: WebhookView; readonly onClose: () => void };

/** The recent deliveries of a webhook, with buttons for a test, a replay and a new secret. */
export function Deliveries({ path, webhook, onClose }: DeliveriesProps) {
  const { t } = useTranslation();
  const { test, replay, rotate } = useWebhookActions(path);
  const [secret, setSecret] = useState<string>();
  const act = useMutation({
    mutationFn: ({ made }: { made: () => Promise<unknown>; done: 'tested' | 'replayed' }) => made(),
    onSuccess: (_, { done }) => announce(t(`webhooks.${done}`)),
  });
  const turn = useMutation({ mutationFn: () => rotate(webhook.id), onSuccess: (now) => setSecret(now.secret) });
  const title = t(secret ? 'webhooks.secretTitle' : 'webhooks.deliveriesTitle');
  if (secret)
    return (
      <Dialog title={title} section="webhooks" onClose={onClose} mustDecide>
        <p>{t('webhooks.rotated')}</p>
        <SigningSecret secret={secret} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={title} section="webhooks" onClose={onClose}>
      <p className="small">{t('webhooks.deliveriesLead')}</p>
      <List
        path={path}
        webhook={webhook}
        onReplay={({ event }) => act.mutate({ made: () => replay(webhook.id, event), done: 'replayed' })}
      />
      <ProblemNote error={act.error ?? turn.error} />
      <div className="button-row">
        <Button busy={act.isPending} onClick={() => act.mutate({ made: () => test(webhook.id), done: 'tested' })}>
          {t('webhooks.test')}
        </Button>
        <Button kind="quiet" busy={turn.isPending} onClick={() => turn.mutate()}>
          {t('webhooks.rotate')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}

type ListProps = Pick<DeliveriesProps, 'path' | 'webhook'> & { readonly onReplay: (delivery: DeliveryView) => void };

function List({ path, webhook, onReplay }: ListProps) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(path, webhook.id);
  return (
    <Loaded query={deliveries}>
      {(items) =>
        items.length === 0 ? (
          <p className="empty">{t('webhooks.noDeliveries')}</p>
        ) : (
          <ul className="rows">
            {items.map((each) => (
              <Row key={each.event} delivery={each} onReplay={() => onReplay(each)} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Row({ delivery, onReplay }: { readonly delivery: DeliveryView; readonly onReplay: () => void }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const { type, at, state, attempts, lastStatus, lastError } = delivery;
  const answer = lastStatus === null ? lastError : lastStatus;
  return (
    <li>
      <div>
        <code dir="ltr">{type}</code> <Tag tone={tones[state]}>{t(`webhooks.state.${state}`)}</Tag>
        <span className="small">
          {dateTime(at)} · {t('webhooks.tries', { tries: number(attempts) })}
          {answer !== null && (
            <>
              {' · '}
              <code dir="ltr">{answer}</code>
            </>
          )}
        </span>
      </div>
      {state !== 'pending' && (
        <Button kind="quiet" label={t('webhooks.replayOne', { type, date: dateTime(at) })} onClick={onReplay}>
          {t('webhooks.replay')}
        </Button>
      )}
    </li>
  );
}
