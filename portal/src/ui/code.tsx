import type { ReactNode } from 'react';

/** Code, keys and addresses: left to right in every language. */
export const Code = ({ children }: { readonly children: ReactNode }) => (
  <code dir="ltr" translate="no">
    {children}
  </code>
);

/** Several lines of code in a box that scrolls, also by keyboard. */
export const CodeBlock = ({ label, children }: { readonly label: string; readonly children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section className="code-block" dir="ltr" tabIndex={0} aria-label={label}>
    <pre translate="no">{children}</pre>
  </section>
);
