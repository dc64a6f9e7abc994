import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryView, WebhookView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { ReasonForm } from '../operator/reason-form.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Tag } from '../ui/tag.tsx';
import { SigningSecret } from './signing-secret.tsx';
import { needsReason, useDeliveries, useMayChange, useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

const tones = { delivered: 'good', pending: 'warn', failed: 'bad' } as const;

type DeliveriesProps = { readonly path: WebhooksPath; readonly webhook: WebhookView; readonly onClose: () => void };

type Act = { readonly name: 'test' | 'replay' | 'rotate'; readonly event?: string };

/** The latest deliveries to a webhook, with a test, a replay, and another secret. An operator gives a reason for each of these. */
export function Deliveries({ path, webhook, onClose }: DeliveriesProps) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string>();
  const [asked, setAsked] = useState<Act>();
  const make = useAct(path, webhook, setSecret);
  const act = useMutation({ mutationFn: (given: Act) => make(given) });
  if (secret)
    return (
      <Dialog title={t('webhooks.secretTitle')} section="webhooks" onClose={onClose} mustDecide>
        <p>{t('webhooks.rotated')}</p>
        <SigningSecret secret={secret} onClose={onClose} />
      </Dialog>
    );
  const start = (given: Act) => (needsReason(path) ? setAsked(given) : act.mutate(given));
  const title = t(asked ? `webhooks.${asked.name}Title` : 'webhooks.deliveriesTitle');
  const back = () => setAsked(undefined);
  return (
    <Dialog title={title} section="webhooks" onClose={onClose}>
      {asked ? (
        <ReasonForm
          submitLabel={t(`webhooks.${asked.name}`)}
          act={(reason) => make(asked, reason)}
          onDone={back}
          onClose={back}
        />
      ) : (
        <>
          <p className="small">{t('webhooks.deliveriesLead')}</p>
          <List path={path} webhook={webhook} onReplay={({ event }) => start({ name: 'replay', event })} />
          <ProblemNote error={act.error} />
          <Actions path={path} busy={act.isPending} onAct={(name) => start({ name })} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

/** Makes one of the acts, and says that it is done; a new secret is shown instead. */
function useAct(path: WebhooksPath, { id }: WebhookView, onSecret: (secret: string) => void) {
  const { t } = useTranslation();
  const { test, replay, rotate } = useWebhookActions(path);
  return async ({ name, event = '' }: Act, reason?: string): Promise<void> => {
    if (name === 'rotate') return onSecret((await rotate(id, reason)).secret);
    await (name === 'test' ? test(id, reason) : replay(id, event, reason));
    announce(t(name === 'test' ? 'webhooks.tested' : 'webhooks.replayed'));
  };
}

type ActionsProps = {
  readonly path: WebhooksPath;
  readonly busy: boolean;
  readonly onAct: (name: 'test' | 'rotate') => void;
  readonly onClose: () => void;
};

function Actions({ path, busy, onAct, onClose }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <div className="button-row">
      {useMayChange(path) && (
        <>
          <Button busy={busy} onClick={() => onAct('test')}>
            {t('webhooks.test')}
          </Button>
          <Button kind="quiet" busy={busy} onClick={() => onAct('rotate')}>
            {t('webhooks.rotate')}
          </Button>
        </>
      )}
      <Button onClick={onClose}>{t('common.close')}</Button>
    </div>
  );
}

type ListProps = Pick<DeliveriesProps, 'path' | 'webhook'> & { readonly onReplay: (delivery: DeliveryView) => void };

function List({ path, webhook, onReplay }: ListProps) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(path, webhook.id);
  const mayChange = useMayChange(path);
  return (
    <Loaded query={deliveries}>
      {(items) =>
        items.length === 0 ? (
          <p className="empty">{t('webhooks.noDeliveries')}</p>
        ) : (
          <ul className="rows">
            {items.map((each) => (
              <Row key={each.event} delivery={each} onReplay={mayChange ? () => onReplay(each) : undefined} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

type RowProps = { readonly delivery: DeliveryView; readonly onReplay: (() => void) | undefined };

function Row({ delivery, onReplay }: RowProps) {
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
      {onReplay && state !== 'pending' && (
        <Button kind="quiet" label={t('webhooks.replayOne', { type, date: dateTime(at) })} onClick={onReplay}>
          {t('webhooks.replay')}
        </Button>
      )}
    </li>
  );
}
