import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { deploymentMistakes } from '../../shared/domain/licences/deployment.ts';
import type { Log } from '../../shared/log.ts';
import type { LicenceRegistry } from '../../shared/storage/licences/licence-registry.ts';

/** CloudFormation's request to a custom resource (AWS CloudFormation User Guide, "Custom resource request objects"). */
export type DeploymentEvent = {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
};

/** Dependencies of the licence registry. */
export type LicenceRegistryDeps = {
  readonly catalog: Catalog;
  readonly registry: Pick<LicenceRegistry, 'deployed'>;
  /** Puts the answer where CloudFormation waits for it. */
  readonly respond: (url: string, body: string) => Promise<void>;
  readonly log: Log;
  readonly now: () => Date;
};

/** The longest reason: the whole answer may have 4,096 bytes. */
const maxReasonCharacters = 1_500;

/**
 * Compares the published licences with those deployed before. It fails the deployment where a text was changed or is missing, or a new
 * version comes too soon. Always answers, since CloudFormation waits for a custom resource that says nothing.
 */
export const licenceRegistry =
  (deps: LicenceRegistryDeps) =>
  async (event: DeploymentEvent): Promise<void> => {
    const { RequestId, StackId, LogicalResourceId, PhysicalResourceId = 'licences' } = event;
    const reasons = event.RequestType === 'Delete' ? [] : await refusals(deps);
    const answer = {
      ...{ Status: reasons.length === 0 ? 'SUCCESS' : 'FAILED', RequestId, StackId },
      ...{ LogicalResourceId, PhysicalResourceId, Reason: reasons.join(' ').slice(0, maxReasonCharacters) },
    };
    await deps.respond(event.ResponseURL, JSON.stringify(answer));
  };

async function refusals({ catalog, registry, log, now }: LicenceRegistryDeps): Promise<readonly string[]> {
  try {
    return deploymentMistakes({
      published: catalog.publishedLicences,
      deployed: await registry.deployed(),
      noticeDays: catalog.settings.licenceNoticeDays,
      now: now(),
    });
  } catch (error) {
    log.error('licences not compared', error);
    return ['The licences could not be compared with what was deployed: read the log of licence-registry.'];
  }
}
