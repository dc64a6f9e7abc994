import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import { productsOf, useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { goToBillingPortal } from './billing-api.ts';

/** A payment for a plan or a badge that fails. */
export type Failing = {
  readonly of: 'plan' | 'badge';
  /** The id of the plan or badge, or what stands for it where it has none. */
  readonly id: string;
  /** Null: access is over. */
  readonly accessUntil: string | null;
  /** Null: there is no page to pay it on. */
  readonly payAt: string | null;
  /** The amount and since when it is owed, in words; an empty text where that is not said. */
  readonly owed: string;
};

type Why = Pick<SubscriptionView, 'unpaidBecause' | 'invoiceDueAt'>;
type FailingPaymentProps = { readonly payment: Failing; readonly why: Why };

/** A payment that fails: its product, its amount, until when access lasts, and the way to pay. */
export function FailingPayment({ payment, why }: FailingPaymentProps) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const { data: catalog } = useCatalog();
  const { id, accessUntil, payAt, owed } = payment;
  const name = (catalog && productsOf(catalog).find((product) => product.id === id)?.name) ?? id;
  const { unpaidBecause } = why;
  return (
    <div role="alert">
      <Note tone="bad" title={t(`billing.failing.${titleOf(why)}`, { name: isolate(name) })}>
        {isNotInvoiced(unpaidBecause) && <p>{t(`billing.failing.${unpaidBecause}`)}</p>}
        <p>
          {owed} {t(effectOf(payment, why), { at: accessUntil === null ? '' : dateTime(accessUntil) })}
        </p>
        {payAt ? (
          <a className="button button-primary" href={payAt}>
            {t('billing.payNow')}
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

type NotInvoiced = Exclude<Why['unpaidBecause'], 'given_up' | null>;

const isNotInvoiced = (because: Why['unpaidBecause']): because is NotInvoiced =>
  because !== null && because !== 'given_up';

function titleOf({ unpaidBecause, invoiceDueAt }: Why): 'title' | 'overdue' | 'notInvoiced' {
  if (isNotInvoiced(unpaidBecause)) return 'notInvoiced';
  return invoiceDueAt === null ? 'title' : 'overdue';
}

/** The text key for the product that stops, or has stopped. An invoice that Stripe could not create cannot be paid yet. */
function effectOf({ of, accessUntil }: Failing, { unpaidBecause }: Why) {
  const isOver = accessUntil === null;
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
