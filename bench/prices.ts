/** AWS's list prices in US dollars, us-east-1, November 2026, without free tiers. Source: the pricing page of each service. */
export const price = {
  cloudFrontCall: 1.0e-6,
  edgeFunctionCall: 0.1e-6,
  /** To 10 TB a month. From API Gateway to CloudFront nothing is paid. */
  sentGb: 0.085,
  /** Each 512 KB of request or answer that was begun. */
  httpApiStep: 1.0e-6,
  restApiCall: 3.5e-6,
  lambdaCall: 0.2e-6,
  gbSecond: 16.6667e-6,
  queueRequest: 0.4e-6,
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  loggedByte: 0.5 / 1e9,
  /** EventBridge, which calls the jobs. */
  scheduledCall: 1.0e-6,
};

const httpApiStepBytes = 512 * 1_024;

/** The cost of one answer's bytes, and the further steps of the HTTP API that they make. */
export const dollarsOfBytes = (bytes: number): number =>
  (bytes / 1e9) * price.sentGb + (Math.max(1, Math.ceil(bytes / httpApiStepBytes)) - 1) * price.httpApiStep;
