import { useTranslation } from 'react-i18next';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** `/app/leaving`: stands while a session ends. It needs none. */
export function LeavingPage() {
  const { t } = useTranslation();
  return (
    <Page narrow title={t('nav.leaving')}>
      <Skeleton lines={2} />
    </Page>
  );
}
