/** The groups of operations that the reference has a page for, in its order: those of `/openapi.json`, which the build checks. */
export const referenceGroups = ['data', 'keys', 'apps', 'billing', 'usage', 'webhooks', 'badges', 'account'] as const;
/** A group of the reference. */
export type ReferenceGroup = (typeof referenceGroups)[number];
