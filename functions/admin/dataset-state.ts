import type { Manifest } from '../../shared/datasets/dataset-files.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import type { ServedWord } from '../../shared/domain/datasets/served.ts';
import type { DatasetDetailView, DatasetRowView, DatasetVersionView } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** The datasets of the catalogue, as `GET /v1/admin/datasets` lists them. */
export const datasetRows = (deps: AdminDeps): Promise<DatasetRowView[]> =>
  Promise.all(deps.catalog.datasets.map(async (dataset) => rowOf(dataset, await stateOf(deps, dataset))));

type State = {
  readonly word: ServedWord;
  readonly versions: readonly Manifest[];
  readonly newestDay: string | null;
};

/** The word of operators on a dataset, its imports, and the day of its newest record. */
export async function stateOf({ servedDatasets, versions, freshnessOf }: AdminDeps, { id }: Dataset): Promise<State> {
  const [word, all, { newestDay }] = await Promise.all([servedDatasets.read(id), versions.all(id), freshnessOf(id)]);
  return { word, versions: all, newestDay };
}

/** The version that readers get; undefined: none. */
const servedIn = ({ word: { served }, versions }: State): Manifest | undefined =>
  served.is === 'newest'
    ? versions[0]
    : versions.find(({ version }) => served.is === 'pinned' && version === served.version);

function rowOf({ id, title }: Dataset, state: State): DatasetRowView {
  const { word, versions, newestDay } = state;
  const served = servedIn(state);
  const newest = versions[0];
  return {
    ...{ id, title: { en: textIn(title, 'en'), ar: textIn(title, 'ar') } },
    state: word.served.is === 'withdrawn' ? 'withdrawn' : newest === undefined ? 'never' : 'served',
    served: served === undefined ? null : versionView(served, served),
    waiting: newest !== undefined && newest.version !== served?.version ? versionView(newest, served) : null,
    newestDay: served !== undefined && served.version === newest?.version ? newestDay : null,
    ...{ changedAt: word.at, reason: word.reason, revision: word.revision },
  };
}

/** A dataset with its imports. */
export async function detailOf(deps: AdminDeps, dataset: Dataset): Promise<DatasetDetailView> {
  const state = await stateOf(deps, dataset);
  return { ...rowOf(dataset, state), versions: state.versions.map((each) => versionView(each, servedIn(state))) };
}

const versionView = (
  { version, records, bytes, publishedAt }: Manifest,
  served: Manifest | undefined,
): DatasetVersionView => ({
  ...{ version, records, bytes, importedAt: publishedAt },
  isServed: version === served?.version,
});
