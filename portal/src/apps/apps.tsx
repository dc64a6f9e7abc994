import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../shared/http/views.ts';
import { Allowed, NotAllowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { AppDialog } from './app-dialog.tsx';
import { type AppAct, AppRow } from './app-row.tsx';
import { useAppActions, useAppName, useApps } from './apps-api.ts';
import { UseCaseDialog } from './use-case-dialog.tsx';
import { useUseCases } from './use-cases-api.ts';

type Opened = { readonly dialog: 'new' } | { readonly dialog: AppAct; readonly app: AppView };

/** The apps: add one, declare another use of one, change its name and limits, delete one without keys. */
export function Apps() {
  const { t } = useTranslation();
  const apps = useApps();
  const useCases = useUseCases().data ?? [];
  const ofApp = ({ id }: AppView) => useCases.filter(({ app }) => app === id);
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const add = (
    <Allowed to="technical">
      <Button kind="primary" onClick={() => setOpened({ dialog: 'new' })}>
        {t('apps.add')}
      </Button>
    </Allowed>
  );
  return (
    <Section id="apps" title={t('apps.yours')} lead={t('apps.lead')} actions={add}>
      <NotAllowed to="technical" />
      <Loaded query={apps} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('apps.none')}</p>
          ) : (
            <ul className="rows rows-tall">
              {items.map((app) => (
                <AppRow key={app.id} app={app} useCases={ofApp(app)} onOpen={(dialog) => setOpened({ dialog, app })} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {opened?.dialog === 'new' && <AppDialog onClose={close} />}
      {opened?.dialog === 'declare' && <UseCaseDialog app={opened.app} latest={ofApp(opened.app)[0]} onClose={close} />}
      {opened?.dialog === 'change' && <AppDialog app={opened.app} onClose={close} />}
      {opened?.dialog === 'remove' && <RemoveApp app={opened.app} onClose={close} />}
    </Section>
  );
}

function RemoveApp({ app, onClose }: { readonly app: AppView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { remove } = useAppActions();
  const name = useAppName()(app);
  const finish = () => {
    onClose();
    announce(t('apps.removed'));
  };
  return (
    <Confirm
      section="apps"
      title={t('apps.removeTitle', { name })}
      confirmLabel={t('apps.removeConfirm')}
      act={() => remove(app.id)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('apps.removeText')}</p>
    </Confirm>
  );
}
