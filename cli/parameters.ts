import { GetParameterCommand, ParameterNotFound, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** A new client for each of a command's few calls, because the environment names the endpoint. */
const ssm = () => new SSMClient({});

/** Where a stage keeps its secrets in SSM; the functions read them there. */
export const secretsPathOf = (stage: string): string => `/tollgate/${stage}`;

/** A decrypted parameter, with the time of its last change. */
export type Parameter = { readonly value: string; readonly modifiedAt: Date };

/** A SecureString's value; undefined if there is none. */
export const readParameter = async (name: string): Promise<string | undefined> => (await parameterOf(name))?.value;

/** A SecureString with the time of its last change; undefined if there is none. */
export async function parameterOf(name: string): Promise<Parameter | undefined> {
  try {
    const { Parameter } = await ssm().send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value === undefined) return undefined;
    return { value: Parameter.Value, modifiedAt: Parameter.LastModifiedDate ?? new Date(0) };
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

/** Writes a SecureString; an existing value is replaced. */
export async function putParameter(name: string, value: string): Promise<void> {
  await ssm().send(new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: true }));
}
