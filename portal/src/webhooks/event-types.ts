import {
  type EventGroup,
  eventGroups,
  eventTypes,
  outboundEvents,
} from '../../../shared/domain/webhooks/event-types.ts';

/** The types of a group. */
export const typesOf = (group: EventGroup): string[] =>
  eventTypes.filter((type) => outboundEvents[type].group === group);

/** The groups of which a webhook receives something; it receives all of them where it names no type. */
export const groupsOf = (types: readonly string[]): EventGroup[] =>
  eventGroups.filter((group) => types.length === 0 || typesOf(group).some((type) => types.includes(type)));
