import type { WorkAuthority } from '../../shared/domain/access/authority.ts';

/** Bounces and complaints, which SES publishes. */
export const mailFeedbackAuthority = {
  callers: { services: ['Amazon SNS'] },
  trail: [],
} as const satisfies WorkAuthority;
