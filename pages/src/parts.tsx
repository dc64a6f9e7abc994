/** Small parts that several pages are made of. */
import type { ComponentChildren } from 'preact';

type Named = { readonly title: string; readonly lead?: ComponentChildren };

/** The page's only `h1`, and the sentence below it. */
export const PageHeader = ({ title, lead, children }: Named & { readonly children?: ComponentChildren }) => (
  <header class="page-header">
    <h1>{title}</h1>
    {lead && <p class="lead">{lead}</p>}
    {children}
  </header>
);

/** A part of a page with an address of its own. */
export const Section = ({
  id,
  title,
  lead,
  children,
}: Named & { readonly id: string; readonly children: ComponentChildren }) => (
  <section class="section" id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    {lead && <p class="section-lead">{lead}</p>}
    {children}
  </section>
);

type TableProps = {
  readonly caption: string;
  readonly head: readonly string[];
  /** On a narrow screen each row becomes a list, which begins with its first two cells. */
  readonly lists?: boolean;
  readonly children: ComponentChildren;
};

/** A table that scrolls by itself where the screen is narrow; the keyboard reaches it. */
export const ScrollTable = ({ caption, head, lists = false, children }: TableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
  <figure class="scroll-table" tabIndex={0} aria-label={caption}>
    <table class={lists ? 'table-lists' : undefined}>
      <caption class="visually-hidden">{caption}</caption>
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
  </figure>
);

/** Code as it is typed: left to right in every language, reached by the keyboard where it scrolls. */
export const CodeBlock = ({ label, children }: { readonly label: string; readonly children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
  <figure aria-label={label} class="code" dir="ltr" lang="en" tabIndex={0}>
    <pre>
      <code>{children}</code>
    </pre>
  </figure>
);
