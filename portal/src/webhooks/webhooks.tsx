import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookView } from '../../../shared/http/views.ts';
import { NotAllowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Deliveries } from './deliveries.tsx';
import { NewWebhook } from './new-webhook.tsx';
import { RemoveWebhook } from './remove-webhook.tsx';
import { WebhookRow } from './webhook-row.tsx';
import { useMayChange, useWebhooks, type WebhooksPath } from './webhooks-api.ts';

type Opened = { readonly webhook: WebhookView; readonly dialog: 'deliveries' | 'remove' };

/** The webhooks: list, add with a secret shown once, view deliveries, disable, remove. */
export function Webhooks({ path }: { readonly path: WebhooksPath }) {
  const { t } = useTranslation();
  const webhooks = useWebhooks(path);
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const add = useMayChange(path) && <Button onClick={() => setAdding(true)}>{t('webhooks.add')}</Button>;
  const lead = t(path === '/v1/webhooks' ? 'webhooks.lead' : 'webhooks.leadOperator');
  return (
    <Section id="webhooks" title={t('webhooks.title')} lead={lead} actions={add}>
      <NotAllowed to="technical" />
      <Loaded query={webhooks} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('webhooks.none')}</p>
          ) : (
            <ul className="rows rows-tall">
              {items.map((webhook) => (
                <WebhookRow
                  key={webhook.id}
                  path={path}
                  webhook={webhook}
                  onOpen={(dialog) => setOpened({ webhook, dialog })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && <NewWebhook path={path} onClose={() => setAdding(false)} />}
      {opened?.dialog === 'deliveries' && <Deliveries path={path} webhook={opened.webhook} onClose={close} />}
      {opened?.dialog === 'remove' && <RemoveWebhook path={path} webhook={opened.webhook} onClose={close} />}
    </Section>
  );
}
