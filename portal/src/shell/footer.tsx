import { useTranslation } from 'react-i18next';
import { useCatalog } from '../catalog/catalog-api.ts';
import { usePublicPage } from '../ui/public-page.ts';
import { ThemeChoice } from './theme-choice.tsx';

/** Links to help, the support contact, and the choice of the theme. */
export function Footer() {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const publicPage = usePublicPage();
  return (
    <footer className="footer">
      <div className="footer-inner">
        <a href={publicPage('/pricing')}>{t('nav.pricing')}</a>
        <a href={publicPage('/problems')}>{t('problem.listTitle')}</a>
        {catalog && (
          <a href={`mailto:${catalog.supportEmail}`} dir="ltr">
            {catalog.supportEmail}
          </a>
        )}
        <span>{t('footer.utc')}</span>
        <ThemeChoice />
      </div>
    </footer>
  );
}
