import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { groups, typesOf } from './event-types.ts';
import { SigningSecret } from './signing-secret.tsx';
import { useWebhookActions, type WebhooksPath } from './webhooks-api.ts';

type NewWebhookProps = { readonly path: WebhooksPath; readonly onClose: () => void };

/** Asks for an address and its event groups, then shows the signing secret. Only the secret's own button then closes the dialog. */
export function NewWebhook({ path, onClose }: NewWebhookProps) {
  const { t } = useTranslation();
  const actions = useWebhookActions(path);
  const [secret, setSecret] = useState<string>();
  const add = async ({ url = '', ...ticked }: Record<string, string>) => {
    const chosen = groups.filter((group) => ticked[group] !== undefined);
    const types = chosen.length === groups.length ? [] : chosen.flatMap(typesOf);
    const added = await actions.add(url, types);
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
      {groups.map((group) => (
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
