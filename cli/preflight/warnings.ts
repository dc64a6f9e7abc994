import { diskWarning } from '../dataset/disk.ts';

/** AWS's answers about the account, in the region of the deployment. */
export type AccountState = {
  /** Functions that may run at the same time, of everything in the region together. */
  readonly concurrentExecutions: number;
  readonly mail: { readonly productionAccess: boolean; readonly sendingEnabled: boolean };
  /** The published datasets with their sizes; empty if they are not known. */
  readonly datasets: readonly { readonly id: string; readonly bytes: number }[];
};

/** With fewer, Lambda throttles bursts of calls while queues are busy. New accounts have as few as ten. Source: Lambda quotas. */
const leastConcurrency = 100;

/** Warnings for an operator before buyers come, of one or two sentences each; empty if all is well. */
export function warningsOf({ concurrentExecutions, mail, datasets }: AccountState): string[] {
  const warnings: string[] = [];
  if (concurrentExecutions < leastConcurrency)
    warnings.push(
      `Lambda runs ${concurrentExecutions} functions of this account at once: further calls are refused with 503. Ask for 1,000 in Service Quotas (AWS Lambda, Concurrent executions).`,
    );
  if (!mail.sendingEnabled) warnings.push('SES does not send for this account, so nobody can sign in by link.');
  if (!mail.productionAccess)
    warnings.push(
      'SES is in its sandbox: it mails verified addresses only, 200 a day and one a second, so no buyer can sign up. Verify the addresses that you try with, and request production access in the SES console.',
    );
  const disk = diskWarning(datasets);
  return disk === null ? warnings : [...warnings, disk];
}
