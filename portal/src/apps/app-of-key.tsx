import { useTranslation } from 'react-i18next';
import { Select } from '../ui/select.tsx';
import { defaultApp, useAppName, useApps } from './apps-api.ts';

/** Asks to which app a key belongs, for good; nothing while there is no choice. */
export function AppOfKey() {
  const { t } = useTranslation();
  const nameOf = useAppName();
  const apps = useApps().data ?? [];
  const others = apps.filter(({ id }) => id !== defaultApp);
  if (others.length === 0) return null;
  const first = apps.find(({ id }) => id === defaultApp) ?? { id: defaultApp, name: 'Default' };
  return (
    <Select
      name="app"
      label={t('apps.ofKey')}
      hint={t('apps.ofKeyHint')}
      options={[first, ...others].map((app) => ({ value: app.id, label: nameOf(app) }))}
      value={defaultApp}
    />
  );
}
