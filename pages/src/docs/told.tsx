/** A text of the OpenAPI document with its code marked. */
export const Told = ({ text }: { readonly text: string }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={String(i)}>{part}</code> : part))}</>
);
