import { useTranslation } from 'react-i18next';
import type { AppView, UseCaseView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { isUndeclared, useAppName } from './apps-api.ts';
import { saidUse, useDeclare } from './use-cases-api.ts';
import { UseFields } from './use-fields.tsx';

type UseCaseDialogProps = {
  readonly app: AppView;
  /** The latest use case of the app, if it has one. */
  readonly latest: UseCaseView | undefined;
  readonly onClose: () => void;
};

/** Declares another use of an app. Where a licence asks for approval, it says what holds until then. */
export function UseCaseDialog({ app, latest, onClose }: UseCaseDialogProps) {
  const { t } = useTranslation();
  const declare = useDeclare();
  const name = useAppName()(app);
  const send = async (fields: Record<string, string>) => {
    const { state } = await declare(app, saidUse(fields));
    onClose();
    announce(t(state === 'pending' ? 'apps.useSent' : 'apps.useDeclared'));
  };
  const before = latest ?? { ...app, audience: null, shownAt: app.url };
  return (
    <Dialog
      title={t(isUndeclared(app) ? 'apps.declareOne' : 'apps.changeUseOne', { name })}
      section="apps"
      onClose={onClose}
    >
      <Form
        submitLabel={t('apps.declare')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        {app.useCase?.approved && <p>{t('apps.useChangeText')}</p>}
        <UseFields before={before} />
      </Form>
    </Dialog>
  );
}
