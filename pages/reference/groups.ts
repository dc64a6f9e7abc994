/** The groups of operations that the reference has a page for, in its order: those of the document for members, which the build checks. */
export const referenceGroups = [
  'data',
  'keys',
  'apps',
  'billing',
  'usage',
  'webhooks',
  'badges',
  'members',
  'account',
] as const;
/** A group of the reference. */
export type ReferenceGroup = (typeof referenceGroups)[number];
