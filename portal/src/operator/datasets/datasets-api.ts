import { useQuery } from '@tanstack/react-query';
import type { DatasetDetailView, DatasetRowView, Listing } from '../../../../shared/http/views.ts';
import { get, post } from '../../api/client.ts';

/** The path of the datasets. */
export const datasetsPath = '/v1/admin/datasets';
/** The path of one of them. */
export const datasetPath = (id: string) => `${datasetsPath}/${encodeURIComponent(id)}`;

/** The datasets of the catalogue. */
export const useDatasets = () =>
  useQuery({ queryKey: ['admin', 'datasets'], queryFn: () => get<Listing<DatasetRowView>>(datasetsPath) });

/** One dataset with its versions. */
export const useDataset = (id: string) =>
  useQuery({ queryKey: ['admin', 'datasets', id], queryFn: () => get<DatasetDetailView>(datasetPath(id)) });

/** Serves a version; the change is refused if somebody else made one since `revision`. */
export const publishVersion = (
  { id, revision }: DatasetDetailView,
  version: string,
  reason: string,
): Promise<DatasetDetailView> => post(`${datasetPath(id)}/publish`, { version, revision, reason });

/** Serves none. */
export const withdraw = ({ id, revision }: DatasetDetailView, reason: string): Promise<DatasetDetailView> =>
  post(`${datasetPath(id)}/withdraw`, { revision, reason });
