import { AppError } from '../../shared/errors.ts';

/** A 409: the affiliation changed since it was read. */
export const affiliationChanged = () =>
  new AppError('conflict', 'Somebody changed this at the same time. Look at it again, then repeat.');

/** A 409: no paid seat is free. */
export const noSeat = () =>
  new AppError('conflict', 'Every seat that is paid for is taken or promised. Buy more, or take an invitation back.');
