import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type PolicyStatementProps, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvName } from '../../shared/env.ts';

/** Time, memory and disk of a function, where they differ from the defaults. */
export type FunctionSize = {
  /** Default 10 s. */
  readonly timeoutSeconds?: number;
  /** Default 512 MB. */
  readonly memoryMb?: number;
  /** Room in /tmp; default 512 MB. */
  readonly ephemeralStorageMb?: number;
};

/** The stage, the folder with the bundle, and the size. */
export type LambdaFunctionProps = {
  readonly stage: string;
  readonly assetDir: string;
  readonly size?: FunctionSize;
};

/** The machine that bundles copies its own native parts, so the functions run on its architecture. */
const architecture = process.arch === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64;

/** One function of `functions/`. Without further grants its role may only write its own log. */
export class LambdaFunction extends Construct {
  readonly handler: Lambda;

  /** `name` is the one in `functions/`; `stripe-sync` becomes the construct `StripeSync`. */
  constructor(scope: Construct, name: string, props: LambdaFunctionProps) {
    super(
      scope,
      name.replace(/(^|-)[a-z]/g, (start) => start.slice(-1).toUpperCase()),
    );
    const { timeoutSeconds = 10, memoryMb = 512, ephemeralStorageMb = 512 } = props.size ?? {};
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/tollgate/${props.stage}/${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.handler = new Lambda(this, 'Handler', {
      description: `Tollgate ${props.stage}: ${name}`,
      role: new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      code: Code.fromAsset(props.assetDir, { exclude: ['*.map'] }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture,
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      ephemeralStorageSize: Size.mebibytes(ephemeralStorageMb),
      tracing: Tracing.DISABLED,
      loggingFormat: LoggingFormat.TEXT,
      logGroup,
    });
    this.setEnv({ STAGE: props.stage });
    this.allow({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
  }

  /** Allows the function these actions on these resources. */
  allow(statement: PolicyStatementProps): void {
    this.handler.role?.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.ALLOW, ...statement }));
  }

  /** Sets environment variables that `readEnv` reads. */
  setEnv(values: Partial<Record<EnvName, string>>): void {
    for (const [name, value] of Object.entries(values)) this.handler.addEnvironment(name, value);
  }
}
