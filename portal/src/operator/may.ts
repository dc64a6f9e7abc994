import { operatorsWho } from '../../../shared/domain/accounts/operator.ts';
import { useVisitor } from '../account/account-api.ts';

/** Whether the signed-in operator's role includes this; the API decides again. */
export function useMay(power: keyof typeof operatorsWho): boolean {
  const role = useVisitor()?.operatorRole;
  return operatorsWho[power].some((each) => each === role);
}
