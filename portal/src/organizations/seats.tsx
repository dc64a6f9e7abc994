import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffiliatesView, BadgeView } from '../../../shared/http/views.ts';
import { useAccount } from '../account/account-api.ts';
import { isChangeable } from '../billing/change-targets.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { ChangeSeats } from './change-seats.tsx';

type SeatsProps = Pick<BadgeView, 'handle' | 'badge'> & { readonly seats: AffiliatesView['seats'] };

/** The number of paid and used seats, the price of one, and a button to change the number. */
export function Seats({ handle, badge, seats }: SeatsProps) {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const subscription = usePaying(badge);
  const { paid, used, invited, coming, price } = seats;
  return (
    <div className="stack">
      <p>
        {t('affiliates.seats', {
          count: paid,
          formatted: number(paid),
          used: number(used),
          invited: number(invited),
        })}
      </p>
      {coming !== null && <p className="small">{t('affiliates.coming', { seats: number(coming) })}</p>}
      {price && <p className="small">{t(`catalog.affiliate.${price.interval}`, { price: money(price) })}</p>}
      {price && subscription && (
        <Allowed to="money">
          <div className="button-row">
            <Button onClick={() => setOpen(true)}>{t('affiliates.changeSeats')}</Button>
          </div>
        </Allowed>
      )}
      {isOpen && subscription && (
        <ChangeSeats handle={handle} paid={paid} periodEnd={subscription.periodEnd} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}

/** The subscription that pays for a badge and its seats; undefined if it cannot be changed. */
function usePaying(badge: string) {
  const { data: account } = useAccount();
  return account?.subscriptions.find((each) => each.badge === badge && isChangeable(each));
}
