import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { useKeys } from '../keys/keys-api.ts';
import { useLicences } from '../licences/licences-api.ts';
import { Allowed } from '../members/allowed.tsx';
import { useUsage } from '../usage/period-usage.ts';

/** A test key reads without a plan, so the plan comes last. */
const steps = ['licences', 'keys', 'try', 'plan'] as const;

/** The page of each step. */
const pageOf = { licences: '/app/licences', keys: '/app/keys#new', try: '/app/keys#try', plan: '/app/plans' } as const;

/** Whether no key of the organization has read a record yet, so that the first steps stand there; and whether that is still being read. */
export function useIsNew(): { readonly isLoading: boolean; readonly isNew: boolean } {
  const queries = [useLicences(), useKeys(), useUsage()];
  const usage = useUsage().data;
  return {
    isLoading: queries.some(({ isFetched }) => !isFetched),
    isNew: queries.every(({ data }) => data !== undefined) && usage?.hasRead === false,
  };
}

/** The steps from sign-up to the first record. They disappear for good once any key of the account has read a record. */
export function FirstSteps({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const { isNew } = useIsNew();
  const licences = useLicences().data;
  const keys = useKeys().data;
  if (!isNew || !licences || !keys) return null;
  const done = {
    plan: account.entitlement.plans.length > 0,
    licences: licences.length > 0 && licences.every(({ required }) => !required),
    keys: keys.some(({ revokedAt }) => !revokedAt),
    try: false,
  };
  return (
    <div className="stack">
      {!done.keys && (
        <Allowed to="technical">
          <div>
            <Link className="button button-primary" to="/app/keys#new">
              {t('overview.firstKey')}
            </Link>
          </div>
        </Allowed>
      )}
      <ol className="steps" aria-label={t('steps.title')}>
        {steps.map((step) => (
          <li key={step} className={done[step] ? 'step-done' : undefined}>
            <Link to={pageOf[step]}>{t(`steps.${step}`)}</Link>
            <span className="small">{t(done[step] ? 'steps.done' : 'steps.open')}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
