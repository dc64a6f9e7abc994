import type { ReactNode } from 'react';

type ScrollTableProps = {
  readonly caption: string;
  readonly head: readonly string[];
  /** On a narrow screen each row becomes a list, which begins with its first two cells. */
  readonly lists?: boolean;
  readonly children: ReactNode;
};

/** A table that scrolls sideways in its own box on a narrow screen, also by keyboard. */
export const ScrollTable = ({ caption, head, lists = false, children }: ScrollTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section className="scroll-table" tabIndex={0} aria-label={caption}>
    <table className={lists ? 'table-lists' : undefined}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);

/** A cell without a value. A list of a narrow screen leaves it out. */
export const Absent = () => <span className="absent">–</span>;
