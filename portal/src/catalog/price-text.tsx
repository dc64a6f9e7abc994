import { useTranslation } from 'react-i18next';
import type { PriceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

/** An amount and how often it is due. */
export function PriceText({ price }: { readonly price: PriceView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <span className="price">
      <span className="price-amount">{money(price)}</span>{' '}
      <span className="price-interval">
        {t(`catalog.per.${price.interval}`)}
        {price.tax && <> {t(`catalog.tax.${price.tax}`)}</>}
      </span>
    </span>
  );
}
