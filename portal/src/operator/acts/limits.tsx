import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { actPath, useGiven } from './act-api.ts';
import { ActForm, type ActProps } from './act-form.tsx';
import { wholeIn } from './amounts.tsx';
import { UntilField } from './comp.tsx';

const textOf = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

/** Requests a minute and the allowance, in place of those of its plans; empty fields leave them to the plans. */
export function Limits(props: ActProps) {
  const { t } = useTranslation();
  const given = useGiven(props.organization.id);
  if (given.data) return <LimitsForm {...props} limits={given.data.limits} />;
  return (
    <Dialog title={t('acts.limits.name')} section="organization" onClose={props.onClose}>
      <Loaded query={given}>{() => null}</Loaded>
    </Dialog>
  );
}

type Given = NonNullable<ReturnType<typeof useGiven>['data']>['limits'];

function LimitsForm({ limits: last, ...props }: ActProps & { readonly limits: Given }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const limits = last && (last.until === null || Date.parse(last.until) > Date.now()) ? last : null;
  const said = (value: number | null) => (value === null ? t('acts.limits.asPlans') : number(value));
  return (
    <ActForm
      {...props}
      act="limits"
      change={({ requestsPerMinute, allowance, until = '' }) => ({
        method: 'PUT',
        path: actPath(props.organization.id, 'billing/limits'),
        body: {
          requestsPerMinute: wholeIn(requestsPerMinute),
          allowance: wholeIn(allowance),
          until: until === '' ? null : until,
        },
      })}
      preview={({ requestsPerMinute, allowance, until = '' }) => (
        <ul>
          <li>
            {t('acts.limits.rate', {
              before: said(limits?.requestsPerMinute ?? null),
              after: said(wholeIn(requestsPerMinute)),
            })}
          </li>
          <li>
            {t('acts.limits.allowance', {
              before:
                limits?.allowance === undefined || limits.allowance === null
                  ? said(props.organization.usage.allowance)
                  : said(limits.allowance),
              after: said(wholeIn(allowance)),
            })}
          </li>
          <li>{until === '' ? t('acts.limits.forever') : t('acts.limits.untilDay', { until: date(until) })}</li>
        </ul>
      )}
    >
      <NumberField
        name="requestsPerMinute"
        label={t('acts.limits.requests')}
        max={7}
        value={textOf(limits?.requestsPerMinute)}
      />
      <NumberField name="allowance" label={t('acts.limits.records')} max={9} value={textOf(limits?.allowance)} />
      <UntilField label={t('acts.limits.until')} isRequired={false} />
    </ActForm>
  );
}

type NumberFieldProps = { readonly name: string; readonly label: string; readonly max: number; readonly value: string };

function NumberField({ name, label, max, value }: NumberFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      {...{ name, label }}
      hint={t('acts.limits.hint')}
      defaultValue={value}
      inputMode="numeric"
      pattern={`[0-9]{1,${max}}`}
      title={t('acts.wholeRule')}
      dir="ltr"
      autoComplete="off"
    />
  );
}
