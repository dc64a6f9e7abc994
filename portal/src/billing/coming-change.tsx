import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Note } from '../ui/note.tsx';
import { resumeSubscription } from './billing-api.ts';

type Props = { readonly subscription: SubscriptionView; readonly name: string };

/** A change that waits for its payment or for the next period: its target, the link to pay, and the way to cancel it. */
export function ComingChange({ subscription, name }: Props) {
  const { t } = useTranslation();
  const { dateTime, date } = useFormat();
  const nameOf = useTargetName();
  const [dropping, setDropping] = useState(false);
  const { pending, scheduled } = subscription;
  const coming = pending ?? scheduled;
  if (!coming) return null;
  const to = nameOf(coming);
  return (
    <Note
      tone={pending ? 'warn' : 'plain'}
      title={t(pending ? 'billing.change.pendingTitle' : 'billing.change.plannedTitle')}
    >
      <p>
        {pending && t('billing.change.pending', { to, at: dateTime(pending.expiresAt) })}
        {!pending && scheduled && t('billing.change.planned', { to, date: date(scheduled.at) })}
      </p>
      <div className="button-row">
        {pending?.url && (
          <a className="button button-primary" href={pending.url}>
            {t('billing.payNow')}
          </a>
        )}
        <Allowed to="money">
          <Button kind="quiet" onClick={() => setDropping(true)}>
            {t('billing.change.drop')}
          </Button>
        </Allowed>
      </div>
      {dropping && <DropChange subscription={subscription} name={name} onClose={() => setDropping(false)} />}
    </Note>
  );
}

/** The target's name: `Pro`, or `Verified Organization with 3 affiliates`. Only the product's name keeps its own text direction. */
function useTargetName() {
  const { t } = useTranslation();
  const { number, isolate } = useFormat();
  const { data: catalog } = useCatalog();
  return ({ price, affiliates: count }: NonNullable<SubscriptionView['scheduled' | 'pending']>) => {
    const product = isolate((catalog && findPrice(catalog, price)?.product.name) ?? price ?? '');
    const affiliates = t('billing.change.withAffiliates', { count, formatted: number(count) });
    return count > 0 ? `${product} ${affiliates}` : product;
  };
}

function DropChange({ subscription, name, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const keep = async () => {
    await resumeSubscription(subscription.id);
    await client.invalidateQueries({ queryKey: ['account'] });
  };
  const finish = () => {
    onClose();
    announce(t('billing.change.dropped'));
  };
  return (
    <Confirm
      section="plan"
      title={t('billing.change.dropTitle', { name })}
      confirmLabel={t('billing.change.dropConfirm')}
      kind="primary"
      keepLabel={t('common.close')}
      act={keep}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('billing.change.dropText')}</p>
    </Confirm>
  );
}
