import type { MouseEventHandler, ReactNode } from 'react';

type ButtonProps = {
  readonly children: ReactNode;
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly type?: 'button' | 'submit';
  /** While busy, the button keeps its focus and place but does nothing. */
  readonly busy?: boolean;
  /** The full name for screen readers, if the page has several buttons with the same text. */
  readonly label?: string;
  /** The part of the page that it unfolds, and whether that is open. */
  readonly expands?: { readonly id: string; readonly isOpen: boolean };
};

/** A button. While busy it stays focusable and ignores clicks. */
export function Button({
  children,
  onClick,
  kind = 'plain',
  type = 'button',
  busy = false,
  label,
  expands,
}: ButtonProps) {
  return (
    <button
      type={type}
      className={`button button-${kind}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-label={label}
      aria-expanded={expands?.isOpen}
      aria-controls={expands?.id}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {children}
    </button>
  );
}
