import { mapConcurrent } from '../../shared/concurrency.ts';
import type { DomainProof } from '../../shared/domain/badges/domain-proof.ts';
import { jobFunction } from '../../shared/http/stacks.ts';
import { checkDomain } from '../../shared/services/badges/domain-check.ts';
import type { DomainCheckDeps } from '../../shared/services/badges/domain-deps.ts';

const pageSize = 100;
const maxAtOnce = 10;
/** Time that the page at hand needs. */
const reserveMs = 60_000;

/** How many domains a run checked, dropped from the list, or failed to check. */
export type DomainReport = { readonly checked: number; readonly dropped: number; readonly failed: number };

/**
 * Checks every domain that is due. A domain that cannot be checked stays due and does not delay the others. The run then fails as a whole, so that
 * the alarm tells the operator.
 */
export const domainCheck = (deps: DomainCheckDeps) =>
  jobFunction<DomainReport>(deps, async (context) => {
    const goOn = () => (context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY) > reserveMs;
    const counts = { checked: 0, dropped: 0, failed: 0 };
    const began = deps.now();
    const seen = new Set<string>();
    let fresh: readonly DomainProof[];
    do {
      const due = await deps.domainProofs.due(began, pageSize + counts.failed);
      fresh = due.filter(({ accountId, badge }) => !seen.has(`${accountId} ${badge}`));
      await mapConcurrent(maxAtOnce, fresh, async (proof) => {
        seen.add(`${proof.accountId} ${proof.badge}`);
        counts[await lookAt(deps, proof)] += 1;
      });
    } while (fresh.length > 0 && goOn());
    if (counts.failed > 0) throw new Error(`${counts.failed} domains could not be checked`);
    return counts;
  });

async function lookAt(deps: DomainCheckDeps, proof: DomainProof): Promise<keyof DomainReport> {
  try {
    const applications = await deps.badges.listOf(proof.accountId);
    const application = applications.find(({ badge, parent }) => badge === proof.badge && parent === null);
    if (application && (await checkDomain(deps, application))) return 'checked';
    const unlisted = { ...proof, nextCheckAt: null, version: proof.version + 1 };
    await deps.domainProofs.write(unlisted, { told: null, audit: null });
    return 'dropped';
  } catch (error) {
    deps.log.error('domain not checked', error, { account: proof.accountId, domain: proof.domain });
    return 'failed';
  }
}
