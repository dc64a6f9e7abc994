import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findPrice, useCatalog } from '../catalog/catalog-api.ts';
import { later } from '../later-pages.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { readWanted, rememberWanted } from './wanted-price.ts';

const Buy = later(() => import('./buy.tsx'), 'overview', 'buyer');

/** Offers to continue the purchase that sign-up interrupted. */
export function Wanted({ plans }: { readonly plans: readonly string[] }) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const [lookupKey, setLookupKey] = useState(readWanted);
  const found = catalog && findPrice(catalog, lookupKey);
  if (!found || plans.includes(found.product.id)) return null;
  const dismiss = () => {
    rememberWanted(null);
    setLookupKey(null);
  };
  return (
    <Note tone="good" title={t('billing.wantedTitle', { product: found.product.name })}>
      <p>{t('billing.wanted')}</p>
      <div className="button-row">
        <Suspense fallback={<Skeleton lines={1} />}>
          <Buy product={found.product} price={found.price} />
        </Suspense>
        <Button onClick={dismiss}>{t('billing.notNow')}</Button>
      </div>
    </Note>
  );
}
