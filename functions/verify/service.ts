import { type Service, serviceOf } from '../../shared/domain/keys/service-key.ts';
import { AppError } from '../../shared/errors.ts';
import { bearerOf } from '../../shared/http/bearer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { VerifyDeps } from './deps.ts';

/** The service whose key the request carries. @throws AppError 401 */
export async function serviceIn({ services }: VerifyDeps, { headers }: ApiRequest): Promise<Service> {
  const { authorization } = headers;
  if (!authorization)
    throw new AppError('key_missing', 'Send your service key as a header: Authorization: Bearer tgs_…');
  const service = serviceOf(await services(), bearerOf(authorization) ?? '');
  if (service) return service;
  throw new AppError('key_invalid', 'This service key is not valid. Send the buyer’s key in the body.');
}

/** @throws AppError 403 if the service key may not verify calls of this resource */
export function expectMayVerify(service: Service, resource: string): void {
  if (!service.for.includes(resource)) {
    throw new AppError('scope_missing', 'This service key may not verify requests for this dataset or upstream.');
  }
}
