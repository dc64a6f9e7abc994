import { useTranslation } from 'react-i18next';
import { decimalsOf } from '../../../../shared/domain/money.ts';
import type { Money } from '../../../../shared/http/views.ts';
import { minorOf } from '../../billing/amount.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

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

/** A field for an amount, with the choice of its currency where there are several; the first one stands for the rule of amounts. */
export function MoneyFields({ currencies }: { readonly currencies: readonly [string, ...string[]] }) {
  const { t } = useTranslation();
  const [first] = currencies;
  const isChoice = currencies.length > 1;
  return (
    <>
      {isChoice && (
        <Select
          name="currency"
          label={t('acts.credit.currency')}
          value={first}
          options={currencies.map((each) => ({ value: each, label: each.toUpperCase() }))}
        />
      )}
      <AmountField
        currency={first}
        label={t(isChoice ? 'acts.credit.amount' : 'acts.amount', { currency: first.toUpperCase() })}
      />
    </>
  );
}
