import { operatorRoleOf } from '../../shared/domain/accounts/operator.ts';
import {
  codeBytes,
  invitationHours,
  mintOperatorCode,
  operatorCodeDigest,
} from '../../shared/domain/accounts/operator-code.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { operators as allOperators } from '../../shared/domain/webhooks/webhook.ts';
import type { OperatorInvitations } from '../../shared/storage/accounts/operator-invitations.ts';
import type { OperatorWords } from '../../shared/storage/accounts/operator-words.ts';
import { refuseUnknown } from './roles.ts';

/** The configured operators, their invitations and roles, and sources of time, ids and randomness. */
export type InviteDeps = {
  readonly catalog: Pick<Catalog, 'operators'>;
  readonly operatorInvitations: Pick<OperatorInvitations, 'put'>;
  readonly operatorWords: Pick<OperatorWords, 'read'>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
};

/**
 * Stores an invitation for an operator's address and notes it in the operators' trail. Returns the lines to print; the code appears nowhere else.
 * @throws Error if the configuration names no such operator, or the command line took its role away
 */
export async function invite(deps: InviteDeps, address: string): Promise<readonly string[]> {
  refuseUnknown(deps.catalog, address);
  const { words } = await deps.operatorWords.read();
  if (operatorRoleOf(deps.catalog.operators, words, address) === null)
    throw new Error(`The command line took the role of ${address} away. Give one first: role ${address} ROLE.`);
  const code = mintOperatorCode(deps.randomBytes(codeBytes));
  const at = deps.now();
  const expiresAt = new Date(at.getTime() + invitationHours * 3_600_000).toISOString();
  await deps.operatorInvitations.put(
    { email: address, digest: operatorCodeDigest(code, address), expiresAt },
    {
      id: deps.newId(),
      accountId: allOperators,
      at: at.toISOString(),
      action: 'operator.invited',
      actor: 'command line',
      detail: { operator: address, expiresAt },
    },
  );
  return [
    `One-time code for ${address}, good until ${expiresAt}:`,
    '',
    `  ${code}`,
    '',
    'Hand it over in another way than by mail. The operator signs in by link, opens Passkeys on the dashboard, adds a passkey and enters it.',
  ];
}
