import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView, SubscriptionView } from '../../../shared/http/views.ts';
import { productsOf, useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { goToBillingPortal } from './billing-api.ts';

type FailingPaymentsProps = {
  readonly account: AccountView;
  /** Only those of this product: the id of a plan or a badge. */
  readonly of?: string;
};

/** Every failing payment: its product, until when access lasts, and the link to pay. It shows even if something else still gives access. */
export const FailingPayments = ({ account, of }: FailingPaymentsProps) =>
  account.subscriptions
    .filter(({ failingPayment, plan, badge }) => failingPayment && (of === undefined || of === (plan ?? badge)))
    .map((subscription) => <FailingPayment key={subscription.id} subscription={subscription} />);

function FailingPayment({ subscription }: { readonly subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const { data: catalog } = useCatalog();
  const { plan, badge, unpaidBecause, failingPayment, payAt } = subscription;
  const id = plan ?? badge ?? subscription.id;
  const name = (catalog && productsOf(catalog).find((product) => product.id === id)?.name) ?? id;
  const accessUntil = failingPayment?.accessUntil ?? null;
  return (
    <div role="alert">
      <Note tone="bad" title={t(`billing.failing.${titleOf(subscription)}`, { name: isolate(name) })}>
        {isNotInvoiced(unpaidBecause) && <p>{t(`billing.failing.${unpaidBecause}`)}</p>}
        <p>{t(effectOf(subscription), { at: accessUntil === null ? '' : dateTime(accessUntil) })}</p>
        {payAt ? (
          <a className="button button-primary" href={payAt}>
            {t('billing.change.payNow')}
          </a>
        ) : (
          <Allowed to="money" explained>
            <OpenPortal label={isNotInvoiced(unpaidBecause) ? t('billing.portal') : t('billing.failing.update')} />
          </Allowed>
        )}
      </Note>
    </div>
  );
}

type NotInvoiced = Exclude<SubscriptionView['unpaidBecause'], 'given_up' | null>;

const isNotInvoiced = (because: SubscriptionView['unpaidBecause']): because is NotInvoiced =>
  because !== null && because !== 'given_up';

function titleOf({ unpaidBecause, invoiceDueAt }: SubscriptionView): 'title' | 'overdue' | 'notInvoiced' {
  if (isNotInvoiced(unpaidBecause)) return 'notInvoiced';
  return invoiceDueAt === null ? 'title' : 'overdue';
}

/** The text key for the product that stops, or has stopped. An invoice that Stripe could not create cannot be paid yet. */
function effectOf({ badge, unpaidBecause, failingPayment }: SubscriptionView) {
  const of = badge === null ? 'plan' : 'badge';
  const isOver = (failingPayment?.accessUntil ?? null) === null;
  if (isNotInvoiced(unpaidBecause))
    return isOver ? (`billing.failing.${of}.stopped` as const) : (`billing.failing.${of}.lasts` as const);
  return isOver ? (`billing.failing.${of}.ended` as const) : (`billing.failing.${of}.until` as const);
}

function OpenPortal({ label }: { readonly label: string }) {
  const mutation = useMutation({ mutationFn: goToBillingPortal });
  return (
    <>
      <Button kind="primary" busy={mutation.isPending || mutation.isSuccess} onClick={() => mutation.mutate()}>
        {label}
      </Button>
      <ProblemNote error={mutation.error} />
    </>
  );
}
