import { useTranslation } from 'react-i18next';
import type { PriceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { goToCheckout } from './billing-api.ts';
import { BuyOrSignUp } from './buy-or-sign-up.tsx';

type BuyButtonProps = { readonly price: PriceView; readonly productName: string };

/** Subscribes at one price. A visitor who has to sign up first returns to it. */
export function BuyButton({ price, productName }: BuyButtonProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <BuyOrSignUp
      text={t(`billing.buy.${price.interval}`, { product: productName, price: money(price) })}
      signUp={`/sign-up?price=${encodeURIComponent(price.lookupKey)}`}
      buy={() => goToCheckout(price)}
    />
  );
}
