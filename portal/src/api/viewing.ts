const name = 'tollgate.viewing';

/** Paths on which an operator stays themselves: the console, and their own session. */
const own = ['/v1/admin/', '/v1/session'];

/** The organization that this tab sees as its buyer does; null: none. Another tab keeps its own. */
export const viewedOrganization = (): string | null => sessionStorage.getItem(name);

/** The organization to name in a request to this path, so that the API answers as to its buyer, and refuses changes. */
export const viewedBy = (path: string): string | null =>
  own.some((each) => path.startsWith(each)) ? null : viewedOrganization();

/** This tab sees the organization as its buyer does. The page is loaded anew, so that nothing else stays in it. */
export function startViewing(id: string): void {
  sessionStorage.setItem(name, id);
  window.location.assign('/app');
}

/** This tab goes back to the console, at the organization that it saw. */
export function leaveView(): void {
  const id = viewedOrganization();
  sessionStorage.removeItem(name);
  window.location.assign(id ? `/console/organizations/${encodeURIComponent(id)}` : '/console');
}
