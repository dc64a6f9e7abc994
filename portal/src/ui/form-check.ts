import type { TFunction } from 'i18next';

/** Error messages by field name. */
export type FieldErrors = Readonly<Record<string, string>>;

const kinds = [HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement];
type Input = InstanceType<(typeof kinds)[number]>;

const isInput = (element: Element): element is Input => kinds.some((kind) => element instanceof kind);

function messageOf(input: Input, t: TFunction): string {
  if (input.validity.customError) return input.validationMessage;
  if (input.validity.valueMissing) return t(input.type === 'checkbox' ? 'form.tick' : 'form.required');
  if (input.validity.patternMismatch) return input.title || t('form.invalid');
  if (input.type === 'email') return t('form.email');
  if (input.type === 'url') return t('form.url');
  return t('form.invalid');
}

/** The browser's validation errors of a form's fields, in the portal's language instead of the browser's. */
export function checkForm(form: HTMLFormElement, t: TFunction): FieldErrors {
  const inputs = [...form.elements].filter(isInput);
  return Object.fromEntries(
    inputs.filter((input) => !input.validity.valid).map((input) => [input.name, messageOf(input, t)]),
  );
}

/** The trimmed texts of a form's fields by name, without files. */
export const valuesOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  );

/** Moves the focus to the first field that has an error. */
export function focusFirstError(form: HTMLFormElement | null, errors: FieldErrors): void {
  const inputs = [...(form?.elements ?? [])].filter(isInput);
  inputs.find((input) => input.name in errors)?.focus();
}
