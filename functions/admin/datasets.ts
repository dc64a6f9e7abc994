import * as z from 'zod';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { ServedVersion } from '../../shared/domain/datasets/served.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { line, wholeNumber } from '../../shared/http/fields.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { datasetRows, detailOf, stateOf } from './dataset-state.ts';
import type { AdminDeps } from './deps.ts';

const seen = wholeNumber(0, 1_000_000_000).describe('The number of changes that the operator saw.');
/** The version to serve; `revision` is the one that the operator saw. */
export const PublishBody = z.strictObject({ version: line(16).describe('An import of the dataset.'), revision: seen });
/** The withdrawal of what is served; `revision` is the one that the operator saw. */
export const WithdrawBody = z.strictObject({ revision: seen });

/** GET /v1/admin/datasets: each dataset of the catalogue, with the version that readers get and how fresh it is. One round of reads. */
export const listServedDatasets =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    return ok({ data: await datasetRows(deps) });
  };

/** GET /v1/admin/datasets/{id}: one of them with its versions, the newest import first. */
export const readDataset =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, []);
    return ok(await detailOf(deps, datasetIn(deps, request)));
  };

/** POST /v1/admin/datasets/{id}/publish {version, revision, reason}: readers get this version within 30 seconds. */
export const publishVersion =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const dataset = datasetIn(deps, request);
    const { version, revision } = bodyOf(request, PublishBody);
    const { versions } = await stateOf(deps, dataset);
    const isKnown = versions.some((each) => each.version === version);
    if (!isKnown) throw new AppError('not_found', 'This dataset has no such version.');
    const isNewest = versions[0]?.version === version;
    const served: ServedVersion = isNewest ? { is: 'newest' } : { is: 'pinned', version };
    await set(deps, request, { dataset, served, revision, action: 'dataset.published', detail: { version } });
    return ok(await detailOf(deps, dataset));
  };

/** POST /v1/admin/datasets/{id}/withdraw {revision, reason}: within 30 seconds nobody reads the dataset, and nothing is charged. */
export const withdrawDataset =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const dataset = datasetIn(deps, request);
    const { revision } = bodyOf(request, WithdrawBody);
    const { word } = await stateOf(deps, dataset);
    if (word.served.is === 'withdrawn') throw new AppError('conflict', 'This dataset is already withdrawn.');
    await set(deps, request, {
      ...{ dataset, served: { is: 'withdrawn' }, revision, action: 'dataset.withdrawn', detail: {} },
    });
    return ok(await detailOf(deps, dataset));
  };

/** @throws AppError 404 for what the catalogue does not have */
const datasetIn = ({ catalog }: AdminDeps, { params }: OperatorRequest): Dataset =>
  found(
    catalog.datasets.find(({ id }) => id === params.id),
    'This dataset',
  );

type Change = {
  readonly dataset: Dataset;
  readonly served: ServedVersion;
  readonly revision: number;
  readonly action: 'dataset.published' | 'dataset.withdrawn';
  readonly detail: Readonly<Record<string, string>>;
};

/** @throws AppError 409 where somebody else changed it since the operator looked */
async function set(deps: AdminDeps, request: OperatorRequest, change: Change): Promise<void> {
  const { dataset, served, revision, action, detail } = change;
  const about = { accountId: operators, action, detail: { dataset: dataset.id, ...detail } };
  const audit = operatorLine(deps, request, about);
  const next = { served, at: deps.now().toISOString(), reason: request.operator.reason };
  if (!(await deps.servedDatasets.set(dataset.id, next, { seen: revision, audit })))
    throw new AppError('conflict', 'Somebody else published or withdrew this dataset meanwhile. Look at it again.');
}
