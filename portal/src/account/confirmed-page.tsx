import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../ui/page.tsx';

/** `/sign-in/confirmed`: where the link of a presence dialog ends. The dialog's own tab goes on. */
export default function ConfirmedPage() {
  const { t } = useTranslation();
  return (
    <Page narrow title={t('presence.confirmed')} lead={t('presence.returnToTab')}>
      <div className="button-row">
        <Link className="button button-plain" to="/app">
          {t('dashboard.title')}
        </Link>
      </div>
    </Page>
  );
}
