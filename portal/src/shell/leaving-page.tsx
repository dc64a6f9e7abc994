import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';
import { usePublicPage } from '../ui/public-page.ts';

/** `/app/leaving`: stands while a session ends, and needs none. Opened by itself, it leads to the start page. */
export function LeavingPage() {
  const { t } = useTranslation();
  const publicPage = usePublicPage();
  return (
    <Page narrow title={t('nav.leaving')}>
      <div className="button-row">
        <a className="button button-plain" href={publicPage('/')}>
          {t('notFound.home')}
        </a>
      </div>
    </Page>
  );
}
