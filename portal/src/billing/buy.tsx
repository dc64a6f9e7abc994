import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Form } from '../ui/form.tsx';
import { AffiliatesField } from './affiliates-field.tsx';
import { affiliatesPattern, goToCheckout } from './billing-api.ts';
import { BuyButton } from './buy-button.tsx';
import { PayByInvoice } from './pay-by-invoice.tsx';

type BuyProps = {
  readonly product: { readonly name: string; readonly prices: readonly PriceView[] };
  readonly price: PriceView;
};

/** The ways to buy a price, with a number of affiliates if the product has them. */
const Buy = (props: BuyProps) => (
  <Allowed to="money">
    <Ways {...props} />
  </Allowed>
);

function Ways({ product, price }: BuyProps) {
  const signedIn = Boolean(useVisitor());
  const head = product.prices.find(
    ({ per, interval, currency }) => per && interval === price.interval && currency === price.currency,
  );
  if (!head || !signedIn)
    return (
      <>
        <BuyButton price={price} productName={product.name} />
        <PayByInvoice price={price} productName={product.name} />
      </>
    );
  return <BuyWithAffiliates product={product} price={price} head={head} />;
}

function BuyWithAffiliates({ product, price, head }: BuyProps & { readonly head: PriceView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const [text, setText] = useState('0');
  const count = new RegExp(`^(${affiliatesPattern})$`).test(text.trim()) ? Number(text) : 0;
  const total = { ...price, amountMinor: price.amountMinor + count * head.amountMinor };
  return (
    <>
      <Form
        submitLabel={t(`billing.buy.${price.interval}`, { product: product.name, price: money(total) })}
        onSubmit={({ affiliates }) => goToCheckout(price, Number(affiliates))}
      >
        <AffiliatesField head={head} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Form>
      <PayByInvoice price={price} productName={product.name} affiliates={count} />
    </>
  );
}

export default Buy;
