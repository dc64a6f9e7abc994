import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';
import { usePublicPage } from '../ui/public-page.ts';

/** The page for unknown addresses. */
export function NotFoundPage() {
  const { t } = useTranslation();
  const publicPage = usePublicPage();
  return (
    <Page narrow title={t('notFound.title')} lead={t('notFound.lead')}>
      <div className="button-row">
        <a className="button button-primary" href={publicPage('/')}>
          {t('notFound.home')}
        </a>
      </div>
    </Page>
  );
}
