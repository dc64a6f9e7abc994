import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { AppView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { AppLimits, limitsIn } from './app-limits.tsx';
import { useAppActions, useAppName } from './apps-api.ts';
import { saidUse } from './use-cases-api.ts';
import { UseFields } from './use-fields.tsx';

type AppDialogProps = { readonly app?: AppView; readonly onClose: () => void };

/** Describes a new app with its use, or changes the name and limits of one. */
export function AppDialog({ app, onClose }: AppDialogProps) {
  const { t } = useTranslation();
  const { create, change } = useAppActions();
  const nameOf = useAppName();
  const send = async (fields: Record<string, string>) => {
    const { name = '' } = fields;
    const details = { name, ...limitsIn(fields, app) };
    await (app ? change(app.id, details) : create({ ...details, ...saidUse(fields) }));
    onClose();
    announce(t(app ? 'apps.changed' : 'apps.added'));
  };
  return (
    <Dialog title={app ? t('apps.changeOne', { name: nameOf(app) }) : t('apps.add')} section="apps" onClose={onClose}>
      <Form
        submitLabel={t(app ? 'apps.save' : 'apps.create')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Field
          name="name"
          label={t('apps.name')}
          hint={t('apps.nameHint')}
          defaultValue={app && nameOf(app)}
          maxLength={fieldLimits.appName}
          required
          dir="auto"
        />
        {!app && <UseFields />}
        <AppLimits app={app} />
      </Form>
    </Dialog>
  );
}
