import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { AppView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, LongField } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { AppLimits, limitsIn } from './app-limits.tsx';
import { isUndeclared, useAppActions, useAppName } from './apps-api.ts';

type AppDialogProps = { readonly app?: AppView; readonly onClose: () => void };

/** Describes a new app, or changes one. Both declarations have to be made; nothing is chosen for the organization. */
export function AppDialog({ app, onClose }: AppDialogProps) {
  const { t } = useTranslation();
  const { create, change } = useAppActions();
  const send = async (fields: Record<string, string>) => {
    const { name = '', purpose = '', url = '', training, government } = fields;
    const said = { name, purpose, url: url || null, training: training === 'yes', government: government === 'yes' };
    const details = { ...said, ...limitsIn(fields, app) };
    await (app ? change(app.id, details) : create(details));
    onClose();
    announce(t(app ? 'apps.changed' : 'apps.added'));
  };
  const nameOf = useAppName();
  const title = app
    ? t(isUndeclared(app) ? 'apps.declareOne' : 'apps.changeOne', { name: nameOf(app) })
    : t('apps.add');
  return (
    <Dialog title={title} section="apps" onClose={onClose}>
      <Form
        submitLabel={t(app ? 'apps.save' : 'apps.create')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <About app={app} />
        <div className="form choices-short">
          <YesOrNo name="training" said={app?.training} />
          <YesOrNo name="government" said={app?.government} />
        </div>
        <AppLimits app={app} />
      </Form>
    </Dialog>
  );
}

function About({ app }: Pick<AppDialogProps, 'app'>) {
  const { t } = useTranslation();
  const nameOf = useAppName();
  return (
    <>
      <Field
        name="name"
        label={t('apps.name')}
        hint={t('apps.nameHint')}
        defaultValue={app && nameOf(app)}
        maxLength={fieldLimits.appName}
        required
        dir="auto"
      />
      <LongField
        name="purpose"
        label={t('apps.purpose')}
        hint={t('apps.purposeHint')}
        defaultValue={app?.purpose}
        maxLength={fieldLimits.appPurpose}
        required
      />
      <Field
        name="url"
        type="url"
        label={t('apps.url')}
        hint={t('apps.urlHint')}
        defaultValue={app?.url ?? ''}
        maxLength={fieldLimits.webAddress}
        dir="ltr"
      />
    </>
  );
}

type YesOrNoProps = { readonly name: 'training' | 'government'; readonly said: boolean | null | undefined };

function YesOrNo({ name, said }: YesOrNoProps) {
  const { t } = useTranslation();
  const value = said === undefined || said === null ? '' : said ? 'yes' : 'no';
  return (
    <Choice
      name={name}
      legend={t(`apps.declaration.${name}`)}
      value={value}
      options={(['no', 'yes'] as const).map((each) => ({ value: each, label: t(`apps.${each}`) }))}
    />
  );
}
