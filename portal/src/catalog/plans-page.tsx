import { useTranslation } from 'react-i18next';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { BadgeProducts } from './badge-products.tsx';
import { useCatalog } from './catalog-api.ts';
import { Plans } from './plans.tsx';

/** `/app/plans`: plans and badges, with the ways to buy them. */
export default function PlansPage() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  return (
    <Page title={t('catalog.plansTitle')} lead={t('catalog.pricingLead')}>
      <Loaded query={catalog} lines={8}>
        {(data) => (
          <>
            <Plans catalog={data} />
            <BadgeProducts catalog={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
