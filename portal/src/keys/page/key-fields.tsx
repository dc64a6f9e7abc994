import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../../shared/http/field-limits.ts';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { useCatalog } from '../../catalog/catalog-api.ts';
import { resourcesOf, useResourceTitle } from '../../catalog/resource-title.ts';
import { Field } from '../../ui/field.tsx';

type Of = { readonly apiKey: KeyDetailView };

/** The label of a key. */
export function LabelField({ apiKey: { label } }: Of) {
  const { t } = useTranslation();
  return <Field name="label" label={t('keys.label')} defaultValue={label} maxLength={fieldLimits.keyLabel} required />;
}

const scopePrefix = 'scope ';

/** The datasets and APIs that were ticked. */
export const scopesIn = (values: Readonly<Record<string, string>>): string[] =>
  Object.keys(values)
    .filter((name) => name.startsWith(scopePrefix))
    .map((name) => name.slice(scopePrefix.length));

/** A box for each dataset and API; also for one that the catalogue no longer has, so that it can be taken away. */
export function ScopeFields({ apiKey: { scopes } }: Of) {
  const { t } = useTranslation();
  const titleOf = useResourceTitle();
  const sold = resourcesOf(useCatalog().data).map(({ id }) => id);
  const all = [...sold, ...scopes.filter((id) => !sold.includes(id))];
  return (
    <fieldset className="choice">
      <legend>{t('keyPage.scopes')}</legend>
      {all.map((id) => (
        <label key={id} className="choice-option">
          <input type="checkbox" name={scopePrefix + id} defaultChecked={scopes.includes(id)} />
          <span>
            <bdi>{titleOf(id)}</bdi>
          </span>
        </label>
      ))}
      <p className="hint">{t('keyPage.scopesHint')}</p>
    </fieldset>
  );
}

/** The last day on which the key works. */
export function ExpiryField({ apiKey: { expiresAt } }: Of) {
  const { t } = useTranslation();
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Field
      name="expiresAt"
      type="date"
      label={t('keyPage.lastDay')}
      hint={t('keyPage.lastDayHint')}
      defaultValue={expiresAt?.slice(0, 10)}
      onInput={({ currentTarget }) =>
        currentTarget.setCustomValidity(
          currentTarget.value !== '' && currentTarget.value < today ? t('keyPage.dayPassed') : '',
        )
      }
    />
  );
}

/** The end of a day in UTC; null where none was chosen. */
export const endOfDay = (day: string): string | null => (day === '' ? null : `${day}T23:59:59.000Z`);
