import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Announcer } from './announcer.tsx';
import { focusSection } from './section.tsx';

type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** The section that takes the focus where the control that opened the dialog has gone meanwhile. */
  readonly section: string;
  /** Escape does not close it: what it shows would be lost. */
  readonly mustDecide?: boolean;
};

/** A native modal dialog, open while it is rendered; focus returns to where it came from. */
export function Dialog({ title, children, onClose, section, mustDecide = false }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else focusSection(section);
    };
  }, [section]);
  return (
    <dialog
      ref={dialog}
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
