import { operatorRoleOf } from '../../shared/domain/accounts/operator.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { RolesView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';
import { powersOf } from './powers.ts';

/** GET /v1/admin/roles: the configured operators with their roles now, their open invitations, and the acts of each role. */
export const readRoles =
  ({ operators, operatorWords, operatorInvitations, now }: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    const [{ words }, invited] = await Promise.all([
      operatorWords.read(),
      Promise.all(operators.map(({ email }) => operatorInvitations.openUntil(email, now()))),
    ]);
    return ok({
      operators: operators.map(({ email, role }, i) => ({
        ...{ email, role: operatorRoleOf(operators, words, email), configured: role },
        changedAt: words.find((word) => word.email === email)?.at ?? null,
        invitedUntil: invited[i] ?? null,
      })),
      powers: powersOf(),
    } satisfies RolesView);
  };
