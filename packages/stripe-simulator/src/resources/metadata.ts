import { invalidRequest } from '../core/problem.ts';

type Metadata = Readonly<Record<string, string>>;
type MetadataParam = '' | null | Readonly<Record<string, string | number | null>> | undefined;

/** Metadata after a request: keys are merged, an empty value removes its key, an empty string removes all. */
export function mergeMetadata(old: Metadata | null, param: MetadataParam): Record<string, string> {
  if (param === '' || param === null) return {};
  const merged: Record<string, string> = { ...old };
  for (const [key, value] of Object.entries(param ?? {})) {
    if (value === '' || value === null) delete merged[key];
    else merged[key] = String(value);
  }
  if (Object.keys(merged).length > 50)
    throw invalidRequest('You can only have 50 metadata keys.', { param: 'metadata' });
  return merged;
}
