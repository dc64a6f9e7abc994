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
  /** The text in place of Cancel, if the action itself is to cancel something. */
  readonly keepLabel?: string;
  readonly act: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Asks for confirmation before `act`; stays open with the reason if it was refused. */
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
