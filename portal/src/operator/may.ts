import { consoleRoles } from '../../../shared/domain/access/authority.ts';
import { useVisitor } from '../account/account-api.ts';

/** Whether the signed-in operator's role includes something; the API decides again. */
export function useMayDo(): (power: keyof typeof consoleRoles) => boolean {
  const role = useVisitor()?.operatorRole;
  return (power) => consoleRoles[power].operators.some((each) => each === role);
}

/** Whether the signed-in operator's role includes this. */
export const useMay = (power: keyof typeof consoleRoles): boolean => useMayDo()(power);
