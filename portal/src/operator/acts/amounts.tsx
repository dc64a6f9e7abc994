import { useTranslation } from 'react-i18next';
import { decimalsOf } from '../../../../shared/domain/money.ts';
import type { Money } from '../../../../shared/http/views.ts';
import { minorOf } from '../../billing/amount.ts';
import { Field } from '../../ui/field.tsx';

/** The pattern of an amount in a currency. */
const patternOf = (currency: string): string => {
  const decimals = decimalsOf(currency);
  return decimals === 0 ? '[0-9]{1,8}' : `[0-9]{1,6}([.,][0-9]{1,${decimals}})?`;
};

/** A typed amount in a currency; null while it is none. */
export function amountIn(text: string | undefined, currency: string): Money | null {
  if (!text || !new RegExp(`^${patternOf(currency)}$`).test(text)) return null;
  const amountMinor = minorOf(text, decimalsOf(currency));
  return amountMinor > 0 ? { amountMinor, currency } : null;
}

/** A typed whole number; null while it is none. */
export const wholeIn = (text: string | undefined): number | null =>
  text && /^\d{1,9}$/.test(text) ? Number(text) : null;

type AmountFieldProps = {
  readonly currency: string;
  readonly label: string;
  readonly isRequired?: boolean;
  /** The rule of amounts by default. */
  readonly hint?: string;
};

/** A field for an amount in a currency. */
export function AmountField({ currency, label, isRequired = true, hint }: AmountFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      name="amount"
      label={label}
      hint={hint ?? t('acts.amountRule')}
      inputMode="decimal"
      pattern={patternOf(currency)}
      title={t('acts.amountRule')}
      required={isRequired}
      dir="ltr"
      autoComplete="off"
    />
  );
}
