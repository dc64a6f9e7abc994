const name = 'tollgate.organization';

/**
 * The organization that this tab acts for; null: the API takes the one that the person belongs to longest. A tab keeps its own when another
 * tab switches, so that no change reaches an organization that the tab does not show.
 */
let acting: string | null | undefined;

/** The id that goes with each request, or null. The storage is read at the first request, since a browser may forbid it. */
export function actingOrganization(): string | null {
  if (acting === undefined) acting = localStorage.getItem(name);
  return acting;
}

/** This tab shows the organization, so it acts for no other. */
export function keepOrganization(id: string): void {
  acting = id;
}

/** Remembers in this browser which organization to open. The page has to be loaded anew, so that no data of another stays in it. */
export function chooseOrganization(id: string): void {
  localStorage.setItem(name, id);
  acting = id;
}

/** Another session begins in this tab; it opens what this browser remembers. */
export function releaseOrganization(): void {
  acting = localStorage.getItem(name);
}

/** The API no longer takes the organization for the person's. Answers whether one was chosen, so that another try is of use. */
export function forgetOrganization(): boolean {
  const wasChosen = actingOrganization() !== null;
  acting = null;
  localStorage.removeItem(name);
  return wasChosen;
}
