import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** Anew each time: a command makes a few calls, and its environment says where to. */
const ssm = () => new SSMClient({});

/** Where a stage keeps its secrets in SSM; the functions read them there. */
export const secretsPathOf = (stage: string): string => `/tollgate/${stage}`;

/** A SecureString's value; undefined where there is none. */
export async function readParameter(name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Writes a SecureString, over what was there. */
export async function putParameter(name: string, value: string): Promise<void> {
  await ssm().send(new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: true }));
}
