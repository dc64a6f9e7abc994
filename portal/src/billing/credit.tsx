import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Form } from '../ui/form.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { useUsage } from '../usage/period-usage.ts';
import { Withheld } from '../usage/usage-meter.tsx';
import { AutoTopUp } from './auto-top-up.tsx';
import { goToTopUp, type SoldCredit, soldCredit } from './credit-api.ts';
import { QuantityField } from './quantity-field.tsx';

/** The prepaid credit that is left, and a way to buy more; nothing if none was ever bought. */
export function Credit({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const sold = catalog && soldCredit(catalog);
  const bought = account.entitlement.credit;
  if (bought === null) return null;
  return (
    <Section id="credit" title={t('credit.title')} lead={t('credit.lead')}>
      <Balance />
      {sold && (
        <Allowed to="money" explained>
          <TopUp credit={sold} bought={bought} />
          <AutoTopUp credit={sold} />
        </Allowed>
      )}
    </Section>
  );
}

function Balance() {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <Loaded query={useUsage()} lines={1}>
      {({ credit }) => (
        <div>
          <p>
            <span className="figure">
              {t('credit.left', { count: credit?.remaining ?? 0, formatted: number(credit?.remaining ?? 0) })}
            </span>{' '}
            <span className="small nowrap">{t('credit.ofBought', { bought: number(credit?.bought ?? 0) })}</span>
          </p>
          {credit && <Withheld of={credit} />}
        </div>
      )}
    </Loaded>
  );
}

type TopUpProps = { readonly credit: SoldCredit; readonly bought: number };

function TopUp({ credit, bought }: TopUpProps) {
  const { t } = useTranslation();
  const { money, number } = useFormat();
  const values = { count: credit.units, formatted: number(credit.units), price: money(credit) };
  return (
    <Form submitLabel={t('credit.topUp')} onSubmit={({ quantity }) => goToTopUp(Number(quantity), bought)}>
      <QuantityField
        name="quantity"
        label={t('credit.quantity')}
        hint={t(`credit.each.${credit.unit}`, values)}
        defaultValue={1}
      />
    </Form>
  );
}
