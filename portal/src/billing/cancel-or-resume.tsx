import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { focusSection } from '../ui/section.tsx';
import { cancelSubscription, resumeSubscription, useWaitFor } from './billing-api.ts';

type Props = { readonly subscription: SubscriptionView; readonly name: string };

/** Ends a subscription with its period, or takes that back; asks first, then waits until the account shows it. */
export function CancelOrResume({ subscription, name }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [expected, setExpected] = useState<boolean>();
  const isSettled = expected === undefined || expected === subscription.cancelAtPeriodEnd;
  const word = subscription.cancelAtPeriodEnd ? 'resume' : 'cancel';
  if (!isSettled) return <Settling id={subscription.id} expected={expected} />;
  return (
    <>
      <div className="button-row">
        <Button kind="quiet" label={t(`billing.${word}One`, { name })} onClick={() => setAsked(true)}>
          {t(`billing.${word}`)}
        </Button>
      </div>
      {asked && (
        <Question
          subscription={subscription}
          name={name}
          onClose={() => setAsked(false)}
          onDone={() => setExpected(!subscription.cancelAtPeriodEnd)}
        />
      )}
    </>
  );
}

type QuestionProps = Props & { readonly onClose: () => void; readonly onDone: () => void };

function Question({ subscription, name, onClose, onDone }: QuestionProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const client = useQueryClient();
  const ends = !subscription.cancelAtPeriodEnd;
  const word = ends ? 'cancel' : 'resume';
  const done = async () => {
    onClose();
    announce(t(`billing.${word}Done`));
    await client.invalidateQueries({ queryKey: ['account'] });
    onDone();
    focusSection('plan');
  };
  return (
    <Confirm
      title={t(`billing.${word}Title`, { name })}
      confirmLabel={t(`billing.${word}Confirm`)}
      kind={ends ? 'danger' : 'primary'}
      act={() => (ends ? cancelSubscription(subscription.id) : resumeSubscription(subscription.id))}
      onDone={() => void done()}
      onClose={onClose}
    >
      <p>{t(`billing.${word}Text`, { date: date(subscription.periodEnd) })}</p>
    </Confirm>
  );
}

function Settling({ id, expected }: { readonly id: string; readonly expected: boolean }) {
  const { t } = useTranslation();
  const { state } = useWaitFor(({ subscriptions }) =>
    subscriptions.some((each) => each.id === id && each.cancelAtPeriodEnd === expected),
  );
  return <p className="small">{t(state === 'late' ? 'billing.settlingLate' : 'billing.settling')}</p>;
}
