import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogView, ConsoleOrganizationView } from '../../../../shared/http/views.ts';
import { currenciesIn, useCatalog } from '../../catalog/catalog-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { Field } from '../../ui/field.tsx';
import { actPath } from './act-api.ts';
import { ActForm, type ActProps } from './act-form.tsx';
import { amountIn, MoneyFields, wholeIn } from './amounts.tsx';

/** The currencies that the organization may be given: its own, once it pays in one. */
function currenciesOf({ subscriptions }: ConsoleOrganizationView, catalog: CatalogView | undefined): string[] {
  const bound = subscriptions.find(({ currency }) => currency !== null)?.currency;
  if (bound) return [bound];
  return currenciesIn(catalog);
}

/** Money off the next invoices. */
export function GiveCredit(props: ActProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { data: catalog } = useCatalog();
  const [order] = useState(() => crypto.randomUUID());
  const [first = 'usd', ...others] = currenciesOf(props.organization, catalog);
  return (
    <ActForm
      {...props}
      act="credit"
      change={({ amount, currency = first }) => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/credit'),
        body: { amountMinor: amountIn(amount, currency)?.amountMinor ?? 0, currency, order },
      })}
      preview={({ amount, currency = first }) => {
        const given = amountIn(amount, currency);
        return <p>{given ? t('acts.credit.preview', { amount: money(given) }) : t('acts.credit.text')}</p>;
      }}
    >
      <MoneyFields currencies={[first, ...others]} />
    </ActForm>
  );
}

/** Prepaid units, as if they were bought. */
export function GiveUnits(props: ActProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [order] = useState(() => crypto.randomUUID());
  const left = props.organization.credit?.remaining ?? 0;
  return (
    <ActForm
      {...props}
      act="units"
      change={({ units }) => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/units'),
        body: { units: wholeIn(units) ?? 0, order },
      })}
      preview={({ units }) => (
        <p>{t('acts.units.preview', { before: number(left), after: number(left + (wholeIn(units) ?? 0)) })}</p>
      )}
    >
      <Field
        name="units"
        label={t('acts.units.count')}
        inputMode="numeric"
        pattern="[1-9][0-9]{0,8}"
        title={t('acts.wholeRule')}
        required
        dir="ltr"
        autoComplete="off"
      />
    </ActForm>
  );
}
