import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { cancelSubscription, resumeSubscription, useWaitFor } from './billing-api.ts';

type Props = { readonly subscription: SubscriptionView; readonly name: string };
type Word = 'cancel' | 'resume';

/** A button after `children` that cancels a subscription at the period's end, or resumes it. It asks first, then waits until the account shows the change. */
export function CancelOrResume({ subscription, name, children }: Props & { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Word>();
  const [done, setDone] = useState<Word>();
  const offered: Word = subscription.cancelAtPeriodEnd ? 'resume' : 'cancel';
  const isSettled = done !== offered;
  return (
    <>
      {isSettled ? (
        <Allowed to="money">
          <div className="button-row">
            {children}
            <Button kind="quiet" label={t(`billing.${offered}One`, { name })} onClick={() => setAsked(offered)}>
              {t(`billing.${offered}`)}
            </Button>
          </div>
        </Allowed>
      ) : (
        <Settling id={subscription.id} cancels={done === 'cancel'} />
      )}
      {asked && (
        <Question
          word={asked}
          subscription={subscription}
          name={name}
          onClose={() => setAsked(undefined)}
          onDone={() => setDone(asked)}
        />
      )}
    </>
  );
}

type QuestionProps = Props & { readonly word: Word; readonly onClose: () => void; readonly onDone: () => void };

function Question({ word, subscription, name, onClose, onDone }: QuestionProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const client = useQueryClient();
  const act = async () => {
    await (word === 'cancel' ? cancelSubscription(subscription.id) : resumeSubscription(subscription.id));
    await client.invalidateQueries({ queryKey: ['account'] });
  };
  const finish = () => {
    onClose();
    onDone();
    announce(t(`billing.${word}Done`));
  };
  return (
    <Confirm
      section="plan"
      title={t(`billing.${word}Title`, { name })}
      confirmLabel={t(`billing.${word}Confirm`)}
      kind={word === 'cancel' ? 'danger' : 'primary'}
      keepLabel={word === 'cancel' ? t('billing.cancelKeep') : undefined}
      act={act}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t(textOf(word, subscription), { date: date(subscription.periodEnd) })}</p>
    </Confirm>
  );
}

/** The text of the question: the end of a plan stops requests, the end of a badge hides it. */
function textOf(word: Word, { badge }: SubscriptionView) {
  if (word === 'resume') return 'billing.resumeText';
  return badge === null ? 'billing.cancelText.plan' : 'billing.cancelText.badge';
}

function Settling({ id, cancels }: { readonly id: string; readonly cancels: boolean }) {
  const { t } = useTranslation();
  const { state } = useWaitFor(({ subscriptions }) =>
    subscriptions.some((each) => each.id === id && each.cancelAtPeriodEnd === cancels),
  );
  return <p className="small">{t(state === 'late' ? 'billing.settlingLate' : 'billing.settling')}</p>;
}
