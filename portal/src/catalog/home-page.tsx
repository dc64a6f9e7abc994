import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useVisitor } from '../account/account-api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { BadgeProducts } from './badge-products.tsx';
import { useCatalog } from './catalog-api.ts';
import { Datasets } from './datasets.tsx';
import { Plans } from './plans.tsx';
import { Upstreams } from './upstreams.tsx';

const steps = ['choose', 'accept', 'read'] as const;

/** `/`: the offer, how it works, and everything on sale. */
export function HomePage() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  const signedIn = Boolean(useVisitor());
  return (
    <Page title={t('home.title')} lead={t('home.lead')}>
      <div className="button-row hero-actions">
        <Link className="button button-primary" to={signedIn ? '/dashboard' : '/sign-up'}>
          {t(signedIn ? 'catalog.toDashboard' : 'home.start')}
        </Link>
        <Link className="button button-plain" to="/pricing">
          {t('home.seePlans')}
        </Link>
      </div>
      <ol className="how">
        {steps.map((step) => (
          <li key={step}>
            <strong>{t(`home.steps.${step}.title`)}</strong>
            <span>{t(`home.steps.${step}.text`)}</span>
          </li>
        ))}
      </ol>
      <Loaded query={catalog} lines={8}>
        {(data) => (
          <>
            <Datasets catalog={data} />
            <Upstreams catalog={data} />
            <Plans catalog={data} />
            <BadgeProducts catalog={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
