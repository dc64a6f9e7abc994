import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventGroups } from '../../../shared/domain/webhooks/event-types.ts';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { ReasonField } from '../operator/reason-form.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { typesOf } from './event-types.ts';
import { SigningSecret } from './signing-secret.tsx';
import { needsReason, useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

type NewWebhookProps = { readonly path: WebhooksPath; readonly onClose: () => void };

/** Asks for an address and its events, then shows the signing secret; from then on only its button closes it. */
export function NewWebhook({ path, onClose }: NewWebhookProps) {
  const { t } = useTranslation();
  const actions = useWebhookActions(path);
  const [secret, setSecret] = useState<string>();
  const add = async ({ url = '', reason, ...ticked }: Record<string, string>) => {
    const chosen = eventGroups.filter((group) => ticked[group] !== undefined);
    const types = chosen.length === eventGroups.length ? [] : chosen.flatMap(typesOf);
    const added = await actions.add(url, types, reason);
    setSecret(added.secret);
    announce(t('webhooks.added'));
  };
  return (
    <Dialog
      title={t(secret ? 'webhooks.secretTitle' : 'webhooks.add')}
      section="webhooks"
      onClose={onClose}
      mustDecide={Boolean(secret)}
    >
      {secret ? (
        <SigningSecret secret={secret} onClose={onClose} />
      ) : (
        <Form
          submitLabel={t('webhooks.addSubmit')}
          onSubmit={add}
          secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
        >
          <Field
            name="url"
            type="url"
            label={t('webhooks.url')}
            hint={t('webhooks.urlHint')}
            maxLength={fieldLimits.webAddress}
            dir="ltr"
            required
          />
          <Groups />
          {needsReason(path) && <ReasonField />}
        </Form>
      )}
    </Dialog>
  );
}

function Groups() {
  const { t } = useTranslation();
  return (
    <fieldset className="choice">
      <legend>{t('webhooks.groupsLegend')}</legend>
      {eventGroups.map((group) => (
        <label key={group} className="choice-option">
          <input type="checkbox" name={group} defaultChecked />
          <span>
            <span className="choice-label">{t(`webhooks.group.${group}`)}</span>
            <span className="hint">{t(`webhooks.groupHint.${group}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
