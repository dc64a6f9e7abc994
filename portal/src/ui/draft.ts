const prefix = 'tollgate.draft ';
const personName = 'tollgate.draftsOf';

/** The name of a form's draft: its page, the heading of the dialog or section that it stands in, and the words of its button. */
export function draftName(form: HTMLFormElement, submitLabel: string): string {
  const heading = form.closest('dialog, section')?.querySelector('h2')?.textContent ?? '';
  return `${prefix}${window.location.pathname} ${heading} ${submitLabel}`;
}

/** Drafts are their writer's: another person who signs in in this tab finds empty forms. */
export function keepDraftsOf(email: string): void {
  if (sessionStorage.getItem(personName) === email) return;
  for (const name of Object.keys(sessionStorage).filter((each) => each.startsWith(prefix)))
    sessionStorage.removeItem(name);
  sessionStorage.setItem(personName, email);
}

/** Keeps the texts of a form under its name, in this tab. */
export const keepDraft = (name: string, values: Readonly<Record<string, string>>): void =>
  sessionStorage.setItem(name, JSON.stringify(values));

/** Forgets the texts of a form. */
export const dropDraft = (name: string): void => sessionStorage.removeItem(name);

/** The texts that were kept; nothing if there are none. */
function draftOf(name: string): Readonly<Record<string, string>> {
  const kept = sessionStorage.getItem(name);
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
  const kept = draftOf(name);
  for (const field of [...form.elements].filter(isField)) {
    const value = kept[field.name];
    if (value === undefined) continue;
    if (field.type !== 'radio') type(field, value);
    else if (field.value === value) field.click();
  }
}
