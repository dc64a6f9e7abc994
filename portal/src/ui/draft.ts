const prefix = 'tollgate.draft ';
const personName = 'tollgate.draftsOf';

/** A form that was sent when the session had ended is filled again, on the same page of the same tab. */
const nameOf = (form: string): string => `${prefix}${window.location.pathname} ${form}`;

/** Drafts are their writer's: another person who signs in in this tab finds empty forms. */
export function keepDraftsOf(email: string): void {
  if (sessionStorage.getItem(personName) === email) return;
  for (const name of Object.keys(sessionStorage).filter((each) => each.startsWith(prefix)))
    sessionStorage.removeItem(name);
  sessionStorage.setItem(personName, email);
}

/** Keeps the texts of a form under its name, until it was answered. */
export const keepDraft = (form: string, values: Readonly<Record<string, string>>): void =>
  sessionStorage.setItem(nameOf(form), JSON.stringify(values));

/** Forgets the texts of a form. */
export const dropDraft = (form: string): void => sessionStorage.removeItem(nameOf(form));

/** Takes the texts that were kept; nothing if there are none. */
function takeDraft(form: string): Readonly<Record<string, string>> {
  const kept = sessionStorage.getItem(nameOf(form));
  dropDraft(form);
  return kept === null ? {} : (JSON.parse(kept) as Record<string, string>);
}

/** Types into a field as a person would, so that a component that watches the field hears of it. */
function type(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}

const isField = (element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  element.matches('input:not([type=file],[type=hidden],[type=checkbox]), textarea:not([readonly]), select');

/** Fills the form with the texts that were kept. Checkboxes stay as they are, since a consent is given anew. */
export function fillFromDraft(form: HTMLFormElement, name: string): void {
  const kept = takeDraft(name);
  for (const field of [...form.elements].filter(isField)) {
    const value = kept[field.name];
    if (value === undefined) continue;
    if (field.type !== 'radio') type(field, value);
    else if (field.value === value) field.click();
  }
}
