import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { FunctionPool } from './function-pool.ts';
import { functionIdIn } from './functions.ts';
import { awsAccount, type Resolver, region } from './intrinsics.ts';

const Properties = z.looseObject({ ServiceToken: z.string() });
const Answer = z.looseObject({ Status: z.enum(['SUCCESS', 'FAILED']), Reason: z.string().default('') });

type Checked = {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  readonly functions: ReadonlyMap<string, FunctionPool>;
};

/**
 * Runs the templates' deployment checks as CloudFormation does. It invokes the function with an event; the function sends its answer by PUT
 * to an address in the event. Source: AWS CloudFormation User Guide, "Custom resources".
 * @throws Error with the reason of the first check that refuses
 */
export async function passDeploymentChecks({ assembly, resolver, functions }: Checked): Promise<void> {
  for (const { properties, stack, logicalId } of assembly.resources('Custom::TollgateDeploymentCheck')) {
    const { ServiceToken } = Properties.parse(resolver.resolve(properties, stack));
    const pool = functions.get(functionIdIn(ServiceToken));
    if (!pool) throw new Error(`${logicalId} names no function of the templates`);
    const { Status, Reason } = await asked(pool, { stack, logicalId });
    if (Status === 'FAILED') throw new Error(Reason);
  }
}

type Of = { readonly stack: string; readonly logicalId: string };

async function asked(pool: FunctionPool, { stack, logicalId }: Of): Promise<z.infer<typeof Answer>> {
  const answers: string[] = [];
  const server = createServer(async (request, response) => {
    answers.push(await text(request));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const outcome = await pool.invoke({
      RequestType: 'Create',
      ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      StackId: `arn:aws:cloudformation:${region}:${awsAccount}:stack/${stack}/${randomUUID()}`,
      RequestId: randomUUID(),
      LogicalResourceId: logicalId,
      ResourceType: 'Custom::TollgateDeploymentCheck',
    });
    if (answers[0] === undefined) throw new Error(`${logicalId} was not answered: ${JSON.stringify(outcome)}`);
    return Answer.parse(JSON.parse(answers[0]));
  } finally {
    server.close();
  }
}
