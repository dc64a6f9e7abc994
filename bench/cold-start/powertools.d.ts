/** The benches install this peer; the product does not have it. */
declare module '@aws-lambda-powertools/logger' {
  export class Logger {
    constructor(options: { serviceName: string });
    info(message: string): void;
  }
}
declare module '@aws-lambda-powertools/logger/middleware' {
  export const injectLambdaContext: (logger: object) => object;
}
