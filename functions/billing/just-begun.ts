import { AppError } from '../../shared/errors.ts';

/** Another purchase of this took the attempt, or noted what it made, since it was looked at. */
export const justBegun = () =>
  new AppError('conflict', 'Another checkout of this has just begun. Use that one, or try again in a moment.');
