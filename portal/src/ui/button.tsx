import type { MouseEventHandler, ReactNode } from 'react';

type ButtonProps = {
  readonly children: ReactNode;
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly type?: 'button' | 'submit';
  /** Keeps focus and place, but does nothing until it is over. */
  readonly busy?: boolean;
  /** The full name for screen readers, where the text alone is one of many alike. */
  readonly label?: string;
};

/** A button of at least 44 px. While busy it stays focusable and ignores clicks. */
export function Button({ children, onClick, kind = 'plain', type = 'button', busy = false, label }: ButtonProps) {
  return (
    <button
      type={type}
      className={`button button-${kind}`}
      aria-disabled={busy || undefined}
      aria-label={label}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {children}
    </button>
  );
}
