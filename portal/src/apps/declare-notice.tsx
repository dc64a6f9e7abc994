import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Note } from '../ui/note.tsx';
import { isUndeclared, useApps } from './apps-api.ts';

/** Asks to declare what the data is used for, while an app says nothing of it. */
export function DeclareNotice() {
  const { t } = useTranslation();
  const apps = useApps().data ?? [];
  if (!apps.some(isUndeclared)) return null;
  return (
    <Note tone="warn">
      <p>{t('apps.notDeclaredYet')}</p>
      <Link to="/app/apps">{t('apps.toDeclare')}</Link>
    </Note>
  );
}
