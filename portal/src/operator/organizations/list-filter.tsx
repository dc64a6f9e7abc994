import { useTranslation } from 'react-i18next';
import { productsOf, useCatalog } from '../../catalog/catalog-api.ts';
import { currenciesOf } from '../../catalog/currency.ts';
import { Pick } from '../../ui/pick.tsx';
import { orders, states, type Wanted } from './list-api.ts';

type ListFilterProps = { readonly wanted: Wanted; readonly onWanted: (change: Partial<Wanted>) => void };

/** The order of the list, and the state and product that it is narrowed to. */
export function ListFilter({ wanted, onWanted }: ListFilterProps) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const sold = catalog
    ? productsOf(catalog).map(({ id, name }) => ({
        value: `${catalog.plans.some((plan) => plan.id === id) ? 'plan' : 'badge'}:${id}`,
        label: name,
      }))
    : [];
  const currencies = catalog ? currenciesOf(catalog) : [];
  return (
    <search className="filters">
      <Pick
        label={t('organizationList.sort')}
        value={wanted.sort}
        options={orders.map((value) => ({ value, label: t(`organizationList.order.${value}`) }))}
        onPick={(sort) => onWanted({ sort: orders.find((each) => each === sort) ?? 'created' })}
      />
      {wanted.sort === 'revenue' && currencies.length > 1 && (
        <Pick
          label={t('organizationList.currency')}
          value={wanted.currency}
          options={currencies.map((value, i) => ({ value: i === 0 ? '' : value, label: value.toUpperCase() }))}
          onPick={(currency) => onWanted({ currency })}
        />
      )}
      <Pick
        label={t('organizationList.state')}
        value={wanted.state}
        options={[
          { value: '', label: t('organizationList.all') },
          ...states.map((value) => ({ value, label: t(`organizationList.is.${value}`) })),
        ]}
        onPick={(state) => onWanted({ state })}
      />
      <Pick
        label={t('organizationList.sold')}
        value={wanted.sold}
        options={[
          { value: '', label: t('organizationList.all') },
          ...sold,
          { value: 'other', label: t('revenue.other') },
          { value: 'none', label: t('organizationList.nothing') },
        ]}
        onPick={(each) => onWanted({ sold: each })}
      />
    </search>
  );
}
