import { Stack } from 'aws-cdk-lib';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export type ApiAuthorizerProps = {
  /** An HTTP API of API Gateway that is there already. */
  readonly apiId: string;
  /** The function `authorizer` of a deployment. */
  readonly fn: IFunction;
};

/**
 * Puts Tollgate before an API that the operator has on API Gateway: routes that name this authorizer are called with a key only, and every
 * call is metered. It is asked for each call (a verdict that is kept would not be metered), and not at all where there is no key: that is 401.
 */
export class ApiAuthorizer extends Construct {
  /** What routes name as their `authorizerId`, with the type `CUSTOM`. */
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
