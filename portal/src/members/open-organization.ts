import { chooseOrganization } from '../api/organization.ts';

/** Opens the dashboard of another organization. The page is loaded anew, so that nothing of the one before stays in it. */
export function openOrganization(id: string): void {
  chooseOrganization(id);
  window.location.assign('/app');
}
