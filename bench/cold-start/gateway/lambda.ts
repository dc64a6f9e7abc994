/** The gateway as it is deployed. */
export { handler } from '../../../functions/gateway/lambda.ts';
