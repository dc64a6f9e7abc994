import { type BadgeApplication, withEvent } from '../../shared/domain/badges/badge.ts';
import { atTime } from '../../shared/domain/badges/checks.ts';
import { awaitsOperator } from '../../shared/domain/badges/review.ts';
import { AppError } from '../../shared/errors.ts';
import { affiliationChanged } from './refusals.ts';

/**
 * An affiliate's changed profile, if the organization may confirm it.
 * @throws AppError 409 where none is in review, the version is another, the operator has to decide, or a check fails
 */
export function confirmable(application: BadgeApplication | null, version: number, now: Date): BadgeApplication {
  if (application?.state !== 'in_review')
    throw new AppError('conflict', 'No changed profile is waiting for confirmation.');
  if (application.version !== version) throw affiliationChanged();
  if (awaitsOperator(application))
    throw new AppError('conflict', 'This profile is under review, and its reviewer decides on it.');
  if (atTime(application, now).checks.some(({ outcome }) => outcome === 'failed'))
    throw new AppError('conflict', 'This profile fails a check. Its holder sees which one.');
  return application;
}

/** The application as the organization approved it, with the event in its history. */
export const confirmedBadge = (
  application: BadgeApplication,
  { at, actor }: { readonly at: string; readonly actor: string },
) =>
  withEvent(
    { ...application, state: 'approved', decidedAt: at, firstApprovedAt: application.firstApprovedAt ?? at },
    { at, action: 'approved', actor, reason: null },
  );
