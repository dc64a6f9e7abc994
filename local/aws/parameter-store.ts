import * as z from 'zod';
import { type AwsAnswer, answered, refused } from './protocol.ts';

type Stored = { readonly value: string; readonly type: string; readonly version: number; readonly at: Date };

/** SSM Parameter Store, as far as the project uses it, in memory. */
export type ParameterStore = {
  get(name: string): string | undefined;
  put(name: string, value: string): void;
  /** One call of the JSON protocol: the action's name without `AmazonSSM.`, and its input. */
  call(action: string, input: unknown): AwsAnswer;
};

const GetParameter = z.object({ Name: z.string(), WithDecryption: z.boolean().optional() });
const GetParameters = z.object({ Names: z.array(z.string()).min(1).max(10), WithDecryption: z.boolean().optional() });
const PutParameter = z.object({
  Name: z.string().startsWith('/'),
  Value: z.string().min(1),
  Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
  Overwrite: z.boolean().default(false),
  Description: z.string().optional(),
  Tier: z.string().optional(),
});

/** Creates an empty store; `now` dates the versions. */
export function createParameterStore(now: () => Date): ParameterStore {
  const stored = new Map<string, Stored>();
  const store = (name: string, value: string, type = 'SecureString') => {
    const version = (stored.get(name)?.version ?? 0) + 1;
    stored.set(name, { value, type, version, at: now() });
    return version;
  };
  const actions: Record<string, (input: unknown) => AwsAnswer> = {
    GetParameter(input) {
      const { Name, WithDecryption } = GetParameter.parse(input);
      const found = stored.get(Name);
      if (!found) return refused('ParameterNotFound', `There is no parameter ${Name}`);
      return answered({ Parameter: shown(Name, found, WithDecryption) });
    },
    GetParameters(input) {
      const { Names, WithDecryption } = GetParameters.parse(input);
      const Parameters = Names.flatMap((name) => {
        const found = stored.get(name);
        return found ? [shown(name, found, WithDecryption)] : [];
      });
      return answered({ Parameters, InvalidParameters: Names.filter((name) => !stored.has(name)) });
    },
    PutParameter(input) {
      const { Name, Value, Type, Overwrite } = PutParameter.parse(input);
      const before = stored.get(Name);
      if (before && !Overwrite) return refused('ParameterAlreadyExists', `The parameter ${Name} already exists`);
      if (!before && !Type) return refused('ValidationException', `A type is required for the new parameter ${Name}`);
      return answered({ Version: store(Name, Value, Type ?? before?.type), Tier: 'Standard' });
    },
  };
  return {
    get: (name) => stored.get(name)?.value,
    put: (name, value) => void store(name, value),
    call(action, input) {
      const run = actions[action];
      if (!run) return refused('UnknownOperationException', `The local SSM does not know ${action}`);
      try {
        return run(input);
      } catch (error) {
        if (error instanceof z.ZodError) return refused('ValidationException', z.prettifyError(error));
        throw error;
      }
    },
  };
}

/** A parameter as the API returns it; a SecureString stays encrypted unless the request asks for decryption. */
const shown = (Name: string, { value, type, version, at }: Stored, decrypt = false) => ({
  Name,
  Type: type,
  Value: type === 'SecureString' && !decrypt ? 'sealed' : value,
  Version: version,
  LastModifiedDate: at.getTime() / 1000,
});
