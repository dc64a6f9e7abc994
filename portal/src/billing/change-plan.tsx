import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offeredIn } from '../../../shared/domain/catalog/offered-price.ts';
import type { ChangePreviewView, SubscriptionView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { AffiliatesField } from './affiliates-field.tsx';
import { type ChangeWish, changePlan, previewChange } from './billing-api.ts';
import { ChangePreview } from './change-preview.tsx';
import type { ChangeTarget } from './change-targets.ts';

type Props = {
  readonly subscription: SubscriptionView;
  readonly name: string;
  readonly targets: readonly ChangeTarget[];
  readonly onClose: () => void;
};

type Previewed = { readonly requested: ChangeWish; readonly preview: ChangePreviewView };

/** Asks for the new price, previews the cost and the start, and then changes the subscription. */
export function ChangePlan({ subscription, name, targets, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [previewed, setPreviewed] = useState<Previewed>();
  const ask = async ({ price = '', affiliates }: Record<string, string>) => {
    const hasSeats = targets.some((each) => each.price.lookupKey === price && each.head);
    const requested = { subscription: subscription.id, price, ...(hasSeats && { affiliates: Number(affiliates) }) };
    setPreviewed({ requested, preview: await previewChange(requested) });
  };
  const change = async ({ requested, preview: { prorationAt } }: Previewed) => {
    const { outcome } = await changePlan({ ...requested, ...(prorationAt !== null && { prorationAt }) });
    await client.invalidateQueries();
    onClose();
    announce(t(`billing.change.outcome.${outcome}`));
  };
  return (
    <Dialog title={t('billing.change.title', { name })} section="plan" onClose={onClose}>
      {previewed ? (
        <ChangePreview
          preview={previewed.preview}
          periodEnd={subscription.periodEnd}
          act={() => change(previewed)}
          onBack={() => setPreviewed(undefined)}
        />
      ) : (
        <Form
          submitLabel={t('billing.change.preview')}
          onSubmit={ask}
          secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
        >
          <Targets subscription={subscription} targets={targets} />
        </Form>
      )}
    </Dialog>
  );
}

function Targets({ subscription, targets }: Pick<Props, 'subscription' | 'targets'>) {
  const { t } = useTranslation();
  const { money, isolate } = useFormat();
  const head = targets.find((each) => each.head)?.head;
  const options = targets.map(({ product, price }) => ({
    value: price.lookupKey,
    label: isolate(product.name),
    hint: offeredIn(price.lookupKey)
      ? t(`offers.hint.${price.interval}`, { price: money(price) })
      : t(`billing.change.price.${price.interval}`, { price: money(price) }),
  }));
  return (
    <>
      <Choice name="price" legend={t('billing.change.to')} options={options} />
      {head && <AffiliatesField head={head} defaultValue={String(subscription.affiliates)} />}
    </>
  );
}
