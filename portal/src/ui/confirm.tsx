import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

type ConfirmProps = {
  readonly title: string;
  readonly section: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly kind?: 'primary' | 'danger';
  /** In place of Cancel, where the act is itself to cancel. */
  readonly keepLabel?: string;
  readonly act: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Asks before `act`; stays open with the reason when it was refused. */
export function Confirm({ title, section, children, confirmLabel, kind = 'danger', keepLabel, ...on }: ConfirmProps) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: on.act, onSuccess: on.onDone });
  return (
    <Dialog title={title} section={section} onClose={on.onClose}>
      <div className="dialog-body">{children}</div>
      <ProblemNote error={mutation.error} />
      <div className="button-row">
        <Button kind={kind} busy={mutation.isPending} onClick={() => mutation.mutate()}>
          {confirmLabel}
        </Button>
        <Button onClick={on.onClose}>{keepLabel ?? t('common.cancel')}</Button>
      </div>
    </Dialog>
  );
}
