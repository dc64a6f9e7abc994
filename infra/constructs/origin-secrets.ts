import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * CloudFront sends one of these secrets to the functions, which accept each of them. CloudFormation generates them and nobody sees them. The
 * value under a name never changes. A new value gets a new name, so that every reference to it changes too: CloudFormation may skip a
 * dynamic reference whose text is unchanged. Source: AWS re:Post, "Why doesn't my CloudFormation stack update the secret".
 */
export class OriginSecrets extends Construct {
  /** The reference that CloudFormation resolves when it deploys; the template holds no secret. */
  readonly said: string;
  /** All secrets, separated by commas: the values have only letters and digits. */
  readonly accepted: string;

  /** `names` has at least one; CloudFront sends the first. */
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
