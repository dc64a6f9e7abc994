import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogView } from '../../../shared/http/views.ts';
import { currenciesOf, rememberCurrency, useCurrency, useHeldCurrency } from './currency.ts';

/** The choice of the currency for prices. An account that already pays in one cannot choose. Nothing if there is only one currency. */
export function CurrencyChoice({ catalog }: { readonly catalog: CatalogView }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const held = useHeldCurrency();
  const { currency, choose } = useCurrency();
  const codes = currenciesOf(catalog);
  const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
  const nameOf = (code: string) => names.of(code.toUpperCase()) ?? code;
  const [own = ''] = codes;
  const chosen = currency !== null && codes.includes(currency) ? currency : own;
  useEffect(() => {
    if (chosen !== own) rememberCurrency(chosen);
  }, [chosen, own]);
  if (codes.length < 2) return null;
  if (held !== null) return <p className="section-lead">{t('catalog.currencyHeld', { currency: nameOf(held) })}</p>;
  return (
    <div className="field currency-choice">
      <label htmlFor={id}>{t('catalog.currency')}</label>
      <select id={id} value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {codes.map((code) => (
          <option key={code} value={code}>
            {nameOf(code)}
          </option>
        ))}
      </select>
    </div>
  );
}
