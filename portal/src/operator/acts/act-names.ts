import type { consoleRoles } from '../../../../shared/domain/access/authority.ts';
import type { ConsoleOrganizationView } from '../../../../shared/http/views.ts';

/** The acts on one organization in the order of their menu, with the power that each takes. */
export const acts = {
  refund: 'finance',
  credit: 'finance',
  units: 'finance',
  comp: 'finance',
  endComp: 'finance',
  price: 'finance',
  withdrawPrice: 'finance',
  limits: 'support',
  restore: 'support',
  revokeKey: 'support',
  suspend: 'support',
  hold: 'support',
  release: 'support',
  releaseUnits: 'support',
  newCustomer: 'finance',
} as const satisfies Readonly<Record<string, keyof typeof consoleRoles>>;

/** An act on one organization. */
export type Act = keyof typeof acts;

/** The acts, in the order of their menu. */
export const actNames = Object.keys(acts) as Act[];

/** Acts that take something away. */
export const isDangerous = (act: Act): boolean => ['suspend', 'revokeKey', 'endComp', 'withdrawPrice'].includes(act);

/** The act that an address asks for. */
export const actIn = (params: URLSearchParams): Act | undefined => actNames.find((act) => act === params.get('act'));

/** Whether the act has anything to be done to: only payments are refunded, and only holds that stand are released. */
export function isPossible(
  act: Act,
  { state, suspension, hold, stripeCustomerId, keys, unusable }: ConsoleOrganizationView,
): boolean {
  if (act === 'hold') return hold === null;
  if (act === 'release') return hold !== null;
  if (state === 'left') return act === 'refund' && stripeCustomerId !== null;
  if (act === 'suspend') return suspension === null;
  if (act === 'restore') return suspension !== null;
  if (act === 'releaseUnits') return unusable.length > 0;
  if (act === 'refund' || act === 'credit' || act === 'newCustomer') return stripeCustomerId !== null;
  if (act === 'revokeKey') return keys.some(({ revokedAt }) => revokedAt === null);
  return true;
}
