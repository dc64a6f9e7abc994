import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalog } from '../catalog/catalog-api.ts';

/** The support contact, and a link to the list of problem codes. */
export function Footer() {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  return (
    <footer className="footer">
      <div className="footer-inner">
        <Link to="/pricing">{t('catalog.pricing')}</Link>
        <Link to="/problems">{t('problem.listTitle')}</Link>
        {catalog && (
          <a href={`mailto:${catalog.supportEmail}`} dir="ltr">
            {catalog.supportEmail}
          </a>
        )}
        <span>{t('footer.utc')}</span>
      </div>
    </footer>
  );
}
