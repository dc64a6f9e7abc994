import { admittingFunctions } from './admitting-functions.ts';
import { badgeFunctions } from './badge-functions.ts';
import { billingFunctions } from './billing-functions.ts';
import { consoleFunctions } from './console-functions.ts';
import type { FunctionDeclaration, JobDeclaration } from './function-declaration.ts';
import { jobs } from './jobs.ts';
import { keyFunctions } from './key-functions.ts';
import { mailFunctions } from './mail-functions.ts';
import { organizationFunctions } from './organization-functions.ts';
import { personFunctions } from './person-functions.ts';
import { publicFunctions } from './public-functions.ts';
import { webhookFunctions } from './webhook-functions.ts';

/** The functions by their names in `functions/`, one for each trust boundary or trigger. */
export const functions: Readonly<Record<string, FunctionDeclaration & Partial<JobDeclaration>>> = {
  ...personFunctions,
  ...billingFunctions,
  ...keyFunctions,
  ...admittingFunctions,
  ...badgeFunctions,
  ...publicFunctions,
  ...consoleFunctions,
  ...jobs,
  ...organizationFunctions,
  ...webhookFunctions,
  ...mailFunctions,
};
