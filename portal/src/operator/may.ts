import { consoleRoles } from '../../../shared/domain/access/authority.ts';
import { useVisitor } from '../account/account-api.ts';

/** Whether the signed-in operator's role includes this; the API decides again. */
export function useMay(power: keyof typeof consoleRoles): boolean {
  const role = useVisitor()?.operatorRole;
  return consoleRoles[power].operators.some((each) => each === role);
}
