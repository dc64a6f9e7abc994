import { AppError } from '../../errors.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';

/** The answer while the table does not answer: a call that cannot be counted is not served. */
export const meteringUnavailable = (cause?: unknown): AppError =>
  new AppError('metering_unavailable', 'Metering does not respond, so no data was served. Try again in a minute.', {
    cause,
    retryAfterSeconds: 1,
  });

/**
 * Makes a call that counts.
 * @throws AppError 503 `metering_unavailable` in place of StorageUnavailable
 */
export async function metering<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw cause instanceof StorageUnavailable ? meteringUnavailable(cause) : cause;
  }
}
