import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountView } from '../../../shared/http/views.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { goToBillingPortal } from './billing-api.ts';
import { Subscription } from './subscription.tsx';

/** The account's subscriptions, their periods, and how to cancel them. */
export function Subscriptions({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  return (
    <Section id="plan" title={t('billing.title')}>
      {account.subscriptions.length === 0 ? (
        <div className="empty">
          <p>{t('billing.none')}</p>
          <Link className="button button-primary" to="/app/plans">
            {t('home.seePlans')}
          </Link>
        </div>
      ) : (
        <>
          <ul className="rows rows-tall">
            {account.subscriptions.map((subscription) => (
              <Subscription key={subscription.id} subscription={subscription} />
            ))}
          </ul>
          <Allowed to="money" explained>
            <BillingPortal />
          </Allowed>
        </>
      )}
    </Section>
  );
}

function BillingPortal() {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: goToBillingPortal });
  return (
    <div className="stack">
      <Button busy={mutation.isPending || mutation.isSuccess} onClick={() => mutation.mutate()}>
        {t('billing.portal')}
      </Button>
      <p className="small">{t('billing.portalHint')}</p>
      <ProblemNote error={mutation.error} />
    </div>
  );
}
