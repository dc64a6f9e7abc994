import type { ReactNode } from 'react';

type SectionProps = {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly lead?: ReactNode;
};

/** A part of a page with its own heading; `#id` leads to it. */
export const Section = ({ id, title, children, actions, lead }: SectionProps) => (
  <section className="section" id={id} aria-labelledby={`${id}-title`}>
    <div className="section-header">
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {actions}
    </div>
    {lead && <p className="section-lead">{lead}</p>}
    {children}
  </section>
);

/**
 * Moves the focus to a section's heading, for example after the focused element has gone. While something above it loads, a heading is out of
 * sight and takes no focus. It gets the focus then, unless the person has moved it elsewhere.
 */
export function focusSection(id: string): void {
  const before = document.activeElement;
  const whenSeen = () => {
    const heading = document.getElementById(`${id}-title`);
    if (!heading || document.activeElement !== before) return;
    if (heading.checkVisibility({ visibilityProperty: true })) heading.focus();
    else requestAnimationFrame(whenSeen);
  };
  whenSeen();
}
