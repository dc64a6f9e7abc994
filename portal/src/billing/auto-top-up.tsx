import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AutoTopUpView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { useAutoTopUp, useSetAutoTopUp } from './credit-api.ts';
import { PacksField } from './packs-field.tsx';

/** Sets the automatic top-up, which charges the card that was saved last. */
export function AutoTopUp() {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('autoTopUp.title')}</h3>
      <Loaded query={useAutoTopUp()} lines={2}>
        {(held) => <Held key={`${held.thresholdUnits} ${held.packs}`} held={held} />}
      </Loaded>
    </>
  );
}

function Held({ held: { thresholdUnits, packs } }: { readonly held: AutoTopUpView }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const set = useSetAutoTopUp();
  const off = useMutation({
    mutationFn: () => set({ thresholdUnits: null, packs: null }),
    onSuccess: () => announce(t('autoTopUp.removed')),
  });
  const isOn = thresholdUnits !== null && packs !== null;
  const on = { count: packs ?? 0, formatted: number(packs ?? 0), below: number(thresholdUnits ?? 0) };
  return (
    <>
      <p>{isOn ? t('autoTopUp.on', on) : t('autoTopUp.off')}</p>
      <Form
        submitLabel={t(isOn ? 'autoTopUp.change' : 'autoTopUp.save')}
        onSubmit={async (fields) => {
          await set({ thresholdUnits: Number(fields.threshold), packs: Number(fields.autoPacks) });
          announce(t('autoTopUp.saved'));
        }}
        secondary={
          isOn && (
            <Button kind="quiet" busy={off.isPending} onClick={() => off.mutate()}>
              {t('autoTopUp.remove')}
            </Button>
          )
        }
      >
        <Field
          name="threshold"
          label={t('autoTopUp.threshold')}
          defaultValue={thresholdUnits ?? ''}
          inputMode="numeric"
          pattern="[1-9][0-9]{0,8}"
          title={t('autoTopUp.thresholdRule')}
          required
          dir="ltr"
        />
        <PacksField
          name="autoPacks"
          label={t('autoTopUp.packs')}
          hint={t('autoTopUp.hint')}
          defaultValue={packs ?? 1}
        />
      </Form>
      <ProblemNote error={off.error} />
    </>
  );
}
