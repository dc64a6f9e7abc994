import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PriceView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { goToCheckout } from './billing-api.ts';

type BuyButtonProps = { readonly price: PriceView; readonly productName: string };

/** Leads a stranger to sign-up with the price in mind, and an account to Stripe's checkout. */
export function BuyButton({ price, productName }: BuyButtonProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const signedIn = Boolean(useVisitor());
  const mutation = useMutation({ mutationFn: () => goToCheckout(price) });
  const text = t(`billing.buy.${price.interval}`, { product: productName, price: money(price) });
  if (!signedIn) {
    return (
      <Link className="button button-primary" to={`/sign-up?price=${encodeURIComponent(price.lookupKey)}`}>
        {text}
      </Link>
    );
  }
  return (
    <>
      <Button kind="primary" busy={mutation.isPending || mutation.isSuccess} onClick={() => mutation.mutate()}>
        {text}
      </Button>
      <ProblemNote error={mutation.error} />
    </>
  );
}
