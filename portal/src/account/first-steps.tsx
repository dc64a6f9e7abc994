import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { useKeys } from '../keys/keys-api.ts';
import { useLicences } from '../licences/licences-api.ts';
import { useUsage } from '../usage/usage-api.ts';

/** A test key reads without a plan, so the plan comes last. */
const steps = ['licences', 'keys', 'try', 'plan'] as const;

/** The steps from sign-up to the first record. They disappear for good once any key of the account has read a record. */
export function FirstSteps({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const licences = useLicences().data;
  const keys = useKeys().data;
  const usage = useUsage('day').data;
  if (!licences || !keys || !usage || usage.hasRead) return null;
  const done = {
    plan: account.entitlement.plans.length > 0,
    licences: licences.length > 0 && licences.every(({ required }) => !required),
    keys: keys.some(({ revokedAt }) => !revokedAt),
    try: false,
  };
  return (
    <ol className="steps" aria-label={t('steps.title')}>
      {steps.map((step) => (
        <li key={step} className={done[step] ? 'step-done' : undefined}>
          <a href={`#${step}`}>{t(`steps.${step}`)}</a>
          <span className="small">{t(done[step] ? 'steps.done' : 'steps.open')}</span>
        </li>
      ))}
    </ol>
  );
}
