import { useTranslation } from 'react-i18next';
import type { PlanView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { BuyOrSignUp } from './buy-or-sign-up.tsx';
import { goToTopUp } from './credit-api.ts';

type BuyCreditProps = { readonly credit: NonNullable<PlanView['credit']> };

/** A button that buys one pack of prepaid credit. */
export function BuyCredit({ credit }: BuyCreditProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const held = useVisitor()?.entitlement.credit ?? 0;
  return (
    <Allowed to="money">
      <BuyOrSignUp text={t('credit.buy', { price: money(credit) })} signUp="/sign-up" buy={() => goToTopUp(1, held)} />
    </Allowed>
  );
}
