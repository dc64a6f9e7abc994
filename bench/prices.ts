/** AWS's list prices in US dollars, us-east-1, November 2026, without free tiers. Source: the pricing page of each service. */
export const price = {
  cloudFrontCall: 1.0e-6,
  edgeFunctionCall: 0.1e-6,
  /** Up to 10 TB a month. Traffic from API Gateway to CloudFront is free. */
  sentGb: 0.085,
  /** For each started 512 KB of request or answer. */
  httpApiStep: 1.0e-6,
  restApiCall: 3.5e-6,
  lambdaCall: 0.2e-6,
  gbSecond: 16.6667e-6,
  queueRequest: 0.4e-6,
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  loggedByte: 0.5 / 1e9,
  /** S3 Standard. */
  putObject: 5e-6,
  getObject: 0.4e-6,
  storedGbMonth: 0.023,
  /** KMS, asymmetric keys except RSA 2048. */
  ecSignature: 15e-6,
  /** EventBridge, which starts the jobs. */
  scheduledCall: 1.0e-6,
};

const httpApiStepBytes = 512 * 1_024;

/** Dollars for one answer's bytes, including the further steps of the HTTP API that they cause. */
export const dollarsOfBytes = (bytes: number): number =>
  (bytes / 1e9) * price.sentGb + (Math.max(1, Math.ceil(bytes / httpApiStepBytes)) - 1) * price.httpApiStep;
