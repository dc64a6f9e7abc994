import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

/** A route key of API Gateway: method and path, or `$default` for requests that match no other route. */
export type Route = `${'ANY' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}` | '$default';

/** The stage, and the secrets that CloudFront may send. */
export type PublicApiProps = {
  readonly stage: string;
  /** The values that CloudFront may send in the header `originHeader`, separated by commas. */
  readonly originSecrets: string;
};

/** The header by which functions recognise CloudFront. */
export const originHeader = 'x-tollgate-origin';

/** Fields of the access log. The path has no query, so that no sign-in token, cursor or misplaced key ends up in a log. */
export const accessLogFields = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
};

/** The HTTP API behind CloudFront: explicit routes, throttled as a whole, every request logged. */
export class PublicApi extends Construct {
  /** Host name of the API's own address. */
  readonly host: string;
  readonly #api: HttpApi;
  readonly #stage: CfnStage;
  readonly #originSecrets: string;

  constructor(scope: Construct, id: string, { stage, originSecrets }: PublicApiProps) {
    super(scope, id);
    this.#originSecrets = originSecrets;
    this.#api = new HttpApi(this, 'Api', { apiName: `tollgate-${stage}`, createDefaultStage: false });
    this.host = `${this.#api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/tollgate/${stage}/http-api`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const made = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 1000, burstLimit: 2000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    this.#stage = made.node.defaultChild as CfnStage;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Who may call is decided in the functions: by session, API key or Stripe signature, and by the header that only CloudFront knows. Some routes are public: sign-up, catalogue, badges.',
    });
  }

  /**
   * Sends these routes to `fn`, and gives it the secrets that prove that a request came through CloudFront. At most `callsPerSecond` of each
   * route are let through in a second, with as many at once; absent: as many as of the API.
   */
  route(fn: LambdaFunction, routes: readonly Route[], callsPerSecond?: number): void {
    const integration = new HttpLambdaIntegration(fn.node.id, fn.handler, {
      scopePermissionToRoute: false,
      timeout: Duration.seconds(29),
    });
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      if (route === '$default') {
        new HttpRoute(this, 'Unrouted', { httpApi: this.#api, routeKey: HttpRouteKey.DEFAULT, integration });
      } else {
        const made = this.#api.addRoutes({ path, methods: [method as HttpMethod], integration });
        if (callsPerSecond !== undefined) this.#throttle(route, made, callsPerSecond);
      }
    }
    fn.setEnv({ ORIGIN_SECRETS: this.#originSecrets });
  }

  /** A stage's limits name routes, which must be there first. */
  #throttle(route: Route, made: readonly HttpRoute[], callsPerSecond: number): void {
    const limits = { ThrottlingRateLimit: callsPerSecond, ThrottlingBurstLimit: callsPerSecond };
    this.#stage.addPropertyOverride(`RouteSettings.${route}`, limits);
    for (const each of made) this.#stage.node.addDependency(each);
  }
}
