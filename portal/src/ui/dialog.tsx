import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Announcer } from './announcer.tsx';
import { focusSection } from './section.tsx';

type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** The section that gets the focus if the control that opened the dialog has gone meanwhile. */
  readonly section: string;
  /** Escape does not close the dialog, because its content would be lost. */
  readonly mustDecide?: boolean;
  /** A question on top of another dialog, of which the edges stay in sight. */
  readonly narrow?: boolean;
  /** A panel at the end of the line, beside what it is about. */
  readonly aside?: boolean;
};

/** A native modal dialog, open while it is rendered; afterwards the focus returns to the control that opened it. */
export function Dialog({ title, children, onClose, section, mustDecide = false, ...look }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
      else focusSection(section);
    };
  }, [section]);
  return (
    <dialog
      ref={dialog}
      className={look.narrow ? 'dialog-narrow' : look.aside ? 'dialog-aside' : undefined}
      aria-labelledby={titleId}
      onCancel={(event) => mustDecide && event.preventDefault()}
      onClose={onClose}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
      <Announcer />
    </dialog>
  );
}
