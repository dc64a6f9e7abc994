import { Stack } from 'aws-cdk-lib';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The API to guard, and the function that guards it. */
export type ApiAuthorizerProps = {
  /** The id of an existing HTTP API of API Gateway. */
  readonly apiId: string;
  /** The function `authorizer` of a deployment. */
  readonly fn: IFunction;
};

/**
 * Puts Tollgate in front of an operator's own API on API Gateway. Routes that name this authorizer need a key, and every call is metered.
 * API Gateway caches no verdict, because a cached one would not be metered. It answers a call without a key with 401 and does not invoke the function.
 */
export class ApiAuthorizer extends Construct {
  /** The `authorizerId` for the routes, whose authorization type is `CUSTOM`. */
  readonly authorizerId: string;

  constructor(scope: Construct, id: string, { apiId, fn }: ApiAuthorizerProps) {
    super(scope, id);
    const { region, partition } = Stack.of(this);
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId,
      name: 'tollgate',
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerResultTtlInSeconds: 0,
      identitySource: ['$request.header.Authorization'],
      authorizerUri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${fn.functionArn}/invocations`,
    });
    this.authorizerId = authorizer.ref;
    fn.addPermission(`For${apiId}`, {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: apiId,
        resourceName: `authorizers/${this.authorizerId}`,
      }),
    });
  }
}
