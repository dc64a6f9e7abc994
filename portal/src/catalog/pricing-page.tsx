import { useTranslation } from 'react-i18next';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { BadgeProducts } from './badge-products.tsx';
import { useCatalog } from './catalog-api.ts';
import { Datasets } from './datasets.tsx';
import { Plans } from './plans.tsx';
import { Upstreams } from './upstreams.tsx';

/** `/pricing`: plans, badges, and what they give access to. */
export function PricingPage() {
  const { t } = useTranslation();
  const catalog = useCatalog();
  return (
    <Page title={t('catalog.pricing')} lead={t('catalog.pricingLead')}>
      <Loaded query={catalog} lines={8}>
        {(data) => (
          <>
            <Plans catalog={data} />
            <BadgeProducts catalog={data} />
            <Datasets catalog={data} />
            <Upstreams catalog={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
