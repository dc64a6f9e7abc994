/**
 * Kinds of what decides access, for functions that may not read all of `access`: the acceptances of licences name people. Each function
 * gets the kinds that its reads need (`shared/storage/billing/access-state.ts`).
 */
import { pictureAttributes, shownAttributes } from '../shared/storage/badges/shown-attributes.ts';

/** Enough to decide whether a badge is paid for. */
export const holderAccess = ['grant', 'suspension', 'seat'] as const;

/** The parts that functions for the public read of badges, and of what pays for them. */
export const shownBadges = { of: [...holderAccess, 'badge'], attributes: shownAttributes } as const;

/** The same, and the copies of pictures. */
export const shownPictures = { ...shownBadges, attributes: [...shownAttributes, ...pictureAttributes] } as const;

/** All but the acceptances of licences. */
export const paidAccess = [...holderAccess, 'spendCap', 'left'] as const;

/** Items that tell who asks where no viewer may: the session, an operator's role, and a member's. */
export const memberAccess = ['session', 'operatorRole', 'membership'] as const;

/** The same with the operator's look at an organization, which sees what viewers see. */
export const sessionAccess = [...memberAccess, 'buyerView'] as const;
