import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** What CloudFront says to the functions so that they know it was CloudFront. Made by CloudFormation, seen by nobody. */
export class OriginSecret extends Construct {
  /** A reference that CloudFormation resolves when it deploys; the template holds no secret. */
  readonly value: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: 'Header by which the functions recognise requests that came through CloudFront',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    this.value = secret.secretValue.unsafeUnwrap();
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The value is part of the distribution and of every function, so a timer cannot rotate it alone; a new secret with the next deployment does. It opens nothing by itself: sessions and keys are checked behind it.',
    });
  }
}
