import { type DataVersion, dataVersions } from '../../domain/catalog/deprecation.ts';
import { invalid } from '../../errors.ts';
import type { ApiRequest } from '../../http/request.ts';

/**
 * The version of `/data` that a request names by `Tollgate-Version`. Without the header it is the first.
 * @throws AppError 400 for a version that is not served
 */
export function versionOf({ headers }: ApiRequest): DataVersion {
  const asked = headers['tollgate-version'] ?? dataVersions[0];
  const version = dataVersions.find((each) => each === asked.trim());
  if (version) return version;
  throw invalid([{ field: 'Tollgate-Version', message: `must be one of ${dataVersions.join(', ')}, or left out` }]);
}
