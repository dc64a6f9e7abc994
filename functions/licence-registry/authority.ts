import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** The comparison of licences at a deployment. */
export const licenceRegistryAuthority = {
  callers: { services: ['AWS CloudFormation'] },
  trail: [],
} as const satisfies WorkAuthority;
