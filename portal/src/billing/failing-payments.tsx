import type { AccountView } from '../../../shared/http/views.ts';
import { FailingPayment } from './failing-payment.tsx';

type FailingPaymentsProps = {
  readonly account: AccountView;
  /** Only those of this product: the id of a plan or a badge. */
  readonly of?: string;
};

/** Every failing payment of a subscription, even if something else still gives access. */
export const FailingPayments = ({ account, of }: FailingPaymentsProps) =>
  account.subscriptions.flatMap((subscription) => {
    const { id, failingPayment, plan, badge, payAt } = subscription;
    if (!failingPayment || (of !== undefined && of !== (plan ?? badge))) return [];
    const { accessUntil } = failingPayment;
    const payment = {
      of: badge === null ? 'plan' : 'badge',
      id: plan ?? badge ?? id,
      accessUntil,
      payAt,
      owed: '',
    } as const;
    return <FailingPayment key={id} payment={payment} why={subscription} />;
  });
