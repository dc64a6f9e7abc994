import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** A link to all badges of the account. */
export function BackToBadges() {
  const { t } = useTranslation();
  return (
    <p>
      <Link to="/app/badges">{t('badges.all')}</Link>
    </p>
  );
}
