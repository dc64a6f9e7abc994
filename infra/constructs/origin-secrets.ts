import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * CloudFront names one of these secrets to the functions, which accept each of them. CloudFormation makes them and nobody sees them. The
 * value of a name never changes: a new value is a new name, so that whatever refers to it changes with it. CloudFormation need not fetch a
 * dynamic reference anew whose text is the same. Source: AWS re:Post, "Why doesn't my CloudFormation stack update the secret".
 */
export class OriginSecrets extends Construct {
  /** The reference that CloudFormation resolves when it deploys; the template holds no secret. */
  readonly said: string;
  /** All of them, with commas: the values hold letters and digits only. */
  readonly accepted: string;

  /** `names` has at least one; CloudFront says the first. */
  constructor(scope: Construct, id: string, { names }: { readonly names: readonly string[] }) {
    super(scope, id);
    const values = names.map((name) => this.#secret(name).secretValue.unsafeUnwrap());
    this.said = values[0] ?? '';
    this.accepted = values.join();
  }

  #secret(name: string): Secret {
    const secret = new Secret(this, name === '1' ? 'Secret' : `Secret${name}`, {
      description: `Header by which the functions recognise requests that came through CloudFront (${name})`,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The value is part of the distribution and of every function, so a timer cannot rotate it alone. An operator adds a second one, which the functions accept before CloudFront says it; the runbook has the steps.',
    });
    return secret;
  }
}
