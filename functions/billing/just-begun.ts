import { AppError } from '../../shared/errors.ts';

/** Another purchase of this took the attempt, or noted what it made, since it was looked at. */
export const justBegun = () =>
  new AppError('conflict', 'Another checkout for this has just started. Use it, or try again in a minute.');
