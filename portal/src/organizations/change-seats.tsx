import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatsPreviewView } from '../../../shared/http/views.ts';
import { affiliatesPattern } from '../billing/billing-api.ts';
import { ChangePreview } from '../billing/change-preview.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useSeats } from './organizations-api.ts';

type ChangeSeatsProps = {
  readonly handle: string;
  readonly paid: number;
  /** The period's end of the subscription that pays for the seats. */
  readonly periodEnd: string;
  readonly onClose: () => void;
};

/** Asks for a number of seats, previews the cost and the start, and then changes the number. */
export function ChangeSeats({ handle, paid, periodEnd, onClose }: ChangeSeatsProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { preview, set } = useSeats(handle);
  const [previewed, setPreviewed] = useState<SeatsPreviewView>();
  const ask = async ({ seats }: Record<string, string>) => setPreviewed(await preview(Number(seats)));
  const change = async (agreed: SeatsPreviewView) => {
    const { outcome } = await set(agreed);
    await client.invalidateQueries();
    onClose();
    announce(t(`billing.change.outcome.${outcome}`));
  };
  return (
    <Dialog title={t('affiliates.changeSeats')} section="affiliates" onClose={onClose}>
      {previewed ? (
        <ChangePreview
          preview={previewed}
          periodEnd={periodEnd}
          act={() => change(previewed)}
          onBack={() => setPreviewed(undefined)}
        />
      ) : (
        <Form
          submitLabel={t('billing.change.preview')}
          onSubmit={ask}
          secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
        >
          <Field
            name="seats"
            label={t('affiliates.seatsWanted')}
            inputMode="numeric"
            pattern={affiliatesPattern}
            title={t('billing.affiliatesRule')}
            defaultValue={String(paid)}
            required
            dir="ltr"
          />
        </Form>
      )}
    </Dialog>
  );
}
