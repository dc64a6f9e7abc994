import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import type { AppDetails } from './apps-api.ts';

/** Windows that are offered for a rate, in seconds; the API takes any up to 900. */
const windows = [1, 10, 60, 900];

/** Optional limits of an app, on top of those of the plan. Left empty, the app has none. */
export function AppLimits({ app }: { readonly app: AppView | undefined }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const rate = app?.rateLimits[0];
  const offered = [...new Set([...windows, ...(rate ? [rate.windowSeconds] : [])])].toSorted((a, b) => a - b);
  return (
    <details open={Boolean(rate || app?.maxInFlight || app?.allowanceShare)}>
      <summary>{t('apps.limits')}</summary>
      <div className="form">
        <p className="hint">{t('apps.limitsHint')}</p>
        <div className="field-pair">
          <WholeNumber name="requests" label={t('apps.requests')} value={rate?.requests} />
          <Select
            name="windowSeconds"
            label={t('apps.window')}
            options={offered.map((seconds) => ({
              value: String(seconds),
              label: t('apps.seconds', { count: seconds, formatted: number(seconds) }),
            }))}
            value={String(rate?.windowSeconds ?? 60)}
          />
        </div>
        <div className="field-pair">
          <WholeNumber name="maxInFlight" label={t('apps.inFlight')} value={app?.maxInFlight} />
          <WholeNumber name="allowanceShare" label={t('apps.shareLabel')} value={app?.allowanceShare} isPercent />
        </div>
      </div>
    </details>
  );
}

type WholeNumberProps = {
  readonly name: string;
  readonly label: string;
  readonly value: number | null | undefined;
  readonly isPercent?: boolean;
};

function WholeNumber({ name, label, value, isPercent = false }: WholeNumberProps) {
  const { t } = useTranslation();
  return (
    <Field
      name={name}
      label={label}
      defaultValue={value ?? ''}
      inputMode="numeric"
      pattern={isPercent ? '[1-9][0-9]?|100' : '[1-9][0-9]{0,8}'}
      title={t(isPercent ? 'apps.percentRule' : 'apps.numberRule')}
      dir="ltr"
    />
  );
}

/** The limits that a form with `AppLimits` sends. Further rates that the app has by the API stay as they are. */
export function limitsIn(
  { requests, windowSeconds, maxInFlight, allowanceShare }: Readonly<Record<string, string>>,
  app: AppView | undefined,
): Pick<AppDetails, 'rateLimits' | 'maxInFlight' | 'allowanceShare'> {
  const rate = requests ? [{ requests: Number(requests), windowSeconds: Number(windowSeconds) }] : [];
  return {
    rateLimits: [...rate, ...(app?.rateLimits.slice(1) ?? [])],
    maxInFlight: maxInFlight ? Number(maxInFlight) : null,
    allowanceShare: allowanceShare ? Number(allowanceShare) : null,
  };
}
