import { useTranslation } from 'react-i18next';
import type { AdminGivenView, CatalogView } from '../../../../shared/http/views.ts';
import { productsOf, useCatalog } from '../../catalog/catalog-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { actPath, useGiven } from './act-api.ts';
import { ActForm, type ActProps } from './act-form.tsx';

/** `plan basic` or `badge verified` as the body of a call. */
export function thingIn(value = ''): { readonly plan?: string; readonly badge?: string } {
  const [sort, id = ''] = value.split(' ');
  return sort === 'badge' ? { badge: id } : { plan: id };
}

/** The name of a plan or badge; its id, if the catalogue no longer has it. */
export const nameOf = (catalog: CatalogView | undefined, sort: 'plan' | 'badge', id: string): string =>
  (catalog ? productsOf(catalog) : []).find((each) => each.sort === sort && each.id === id)?.name ?? id;

/** A plan or a badge free of charge until a day. */
export function GiveComp(props: ActProps) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const { data: catalog } = useCatalog();
  const products = catalog ? productsOf(catalog) : [];
  return (
    <ActForm
      {...props}
      act="comp"
      change={({ thing, until = '' }) => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/comps'),
        body: { ...thingIn(thing), until },
      })}
      preview={({ thing = '', until = '' }) => {
        const { plan, badge = '' } = thingIn(thing);
        const allowance = catalog?.plans.find(({ id }) => id === plan)?.allowance;
        if (thing === '' || until === '') return <p>{t('acts.comp.text')}</p>;
        const name = plan ? nameOf(catalog, 'plan', plan) : nameOf(catalog, 'badge', badge);
        return (
          <p>
            {t('acts.comp.preview', { name, until: date(until) })}
            {allowance ? ` ${t('acts.comp.allowance', { allowance: number(allowance) })}` : ''}
          </p>
        );
      }}
    >
      <Select
        name="thing"
        label={t('acts.comp.thing')}
        placeholder={t('acts.choose')}
        options={products.map(({ sort, id, name }) => ({ value: `${sort} ${id}`, label: name }))}
      />
      <UntilField label={t('acts.comp.until')} isRequired />
    </ActForm>
  );
}

/** The last day of something. */
export const UntilField = ({ label, isRequired }: { readonly label: string; readonly isRequired: boolean }) => (
  <Field type="date" name="until" label={label} required={isRequired} min={new Date().toISOString().slice(0, 10)} />
);

/** The gifts that have not ended. */
const standing = (given: AdminGivenView | undefined) =>
  (given?.comps ?? []).filter(({ until }) => Date.parse(until) > Date.now());

/** Ends a plan or badge that was given. */
export function EndComp(props: ActProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { data: catalog } = useCatalog();
  const comps = standing(useGiven(props.organization.id).data);
  return (
    <ActForm
      {...props}
      act="endComp"
      change={({ thing }) => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/comps/end'),
        body: thingIn(thing),
      })}
      preview={() => <p>{t(comps.length > 0 ? 'acts.endComp.text' : 'acts.endComp.none')}</p>}
    >
      <Select
        name="thing"
        label={t('acts.comp.thing')}
        placeholder={t('acts.choose')}
        options={comps.map(({ plan, badge, until }) => ({
          value: plan === null ? `badge ${badge ?? ''}` : `plan ${plan}`,
          label: t('acts.endComp.one', {
            name: plan === null ? nameOf(catalog, 'badge', badge ?? '') : nameOf(catalog, 'plan', plan),
            until: dateTime(until),
          }),
        }))}
      />
    </ActForm>
  );
}
