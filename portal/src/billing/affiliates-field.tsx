import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Field } from '../ui/field.tsx';
import { affiliatesPattern } from './billing-api.ts';

type Props = Pick<ComponentProps<'input'>, 'value' | 'onChange' | 'defaultValue'> & { readonly head: PriceView };

/** Asks for a number of affiliates, and shows the price of each. */
export function AffiliatesField({ head, ...input }: Props) {
  const { t } = useTranslation();
  const { money } = useFormat();
  return (
    <Field
      name="affiliates"
      label={t('billing.affiliates')}
      hint={t(`catalog.affiliate.${head.interval}`, { price: money(head) })}
      inputMode="numeric"
      pattern={affiliatesPattern}
      title={t('billing.affiliatesRule')}
      required
      dir="ltr"
      {...input}
    />
  );
}
