import { AppError } from '../../shared/errors.ts';

/** A 409: the affiliation changed since it was read. */
export const affiliationChanged = () =>
  new AppError('conflict', 'This changed at the same time. Reload it, then try again.');

/** A 409: no paid seat is free. */
export const noSeat = () =>
  new AppError(
    'conflict',
    'All paid seats are taken or reserved by invitations. Buy more seats, or cancel an invitation.',
  );
