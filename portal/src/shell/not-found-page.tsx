import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../ui/page.tsx';

/** The page for unknown addresses. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page narrow title={t('notFound.title')} lead={t('notFound.lead')}>
      <div className="button-row">
        <Link className="button button-primary" to="/">
          {t('notFound.home')}
        </Link>
      </div>
    </Page>
  );
}
