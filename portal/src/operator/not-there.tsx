import { useTranslation } from 'react-i18next';

/** An unknown address of the console. */
export function NotThere() {
  const { t } = useTranslation();
  return <p className="empty">{t('notFound.title')}</p>;
}
