import type { Language } from '../../addresses.ts';
import type { Told } from '../../reference/model.ts';

type SaidProps = { readonly told: Told; readonly language: Language };

/** A text of the OpenAPI document with its code marked; one that is not translated says its language. */
export function Said({ told, language }: SaidProps) {
  const parts = told.text.split('`');
  const content = parts.map((part, i) => (i % 2 === 1 ? <code key={String(i)}>{part}</code> : part));
  if (told.language === language) return <>{content}</>;
  return (
    <span lang={told.language} dir="ltr">
      {content}
    </span>
  );
}
