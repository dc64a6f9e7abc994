import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';

/** The reason of an operator's change, which the trail keeps. */
export function ReasonField({ hint, value }: { readonly hint?: string; readonly value?: string }) {
  const { t } = useTranslation();
  return (
    <Field
      name="reason"
      label={t('operator.reason.label')}
      hint={hint ?? t('operator.reason.hint')}
      dir="auto"
      defaultValue={value}
      maxLength={fieldLimits.reason}
      required
    />
  );
}

type ReasonFormProps = {
  readonly submitLabel: string;
  readonly kind?: 'primary' | 'danger';
  readonly hint?: string;
  readonly children?: ReactNode;
  readonly act: (reason: string) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Makes an operator's change once there is a reason for it; stays open with the problem if it was refused. */
export function ReasonForm({ submitLabel, kind, hint, children, act, onDone, onClose }: ReasonFormProps) {
  const { t } = useTranslation();
  const submit = async ({ reason = '' }: Record<string, string>) => {
    await act(reason);
    onDone();
  };
  return (
    <Form
      kind={kind}
      submitLabel={submitLabel}
      onSubmit={submit}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
      {children}
      <ReasonField hint={hint} />
    </Form>
  );
}

type ReasonDialogProps = ReasonFormProps & { readonly title: string; readonly section: string };

/** A dialog with a `ReasonForm`. */
export const ReasonDialog = ({ title, section, ...form }: ReasonDialogProps) => (
  <Dialog title={title} section={section} onClose={form.onClose}>
    <ReasonForm {...form} />
  </Dialog>
);
