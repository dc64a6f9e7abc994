/** The authority that functions declare besides their routes, against the synthesised policies, rules, subscriptions and mappings. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { actionsOf, type WorkCallers } from '../../shared/domain/access/authority.ts';
import { authorityOf } from '../support/declared-authority.ts';
import { functionsOf, permissionsOf, prefixesOf, readable, wordOf } from './policies.ts';
import { deployment, type Json } from './support.ts';

const dev = deployment({ guardedApis: 'yourapi000' });
const names = [...functionsOf(dev).keys()];
const permissions = permissionsOf(dev);

/** The functions whose role allows `action` on a resource that begins with `id`. */
const rolesThatMay = (action: string, id: string) =>
  names.filter((name) => permissions.get(name)?.some((each) => each.action === action && each.resource === id));

const mappings = dev.resources('AWS::Lambda::EventSourceMapping').map(({ Properties }) => ({
  queue: readable(Properties.EventSourceArn),
  consumer: wordOf(readable(Properties.FunctionName)),
}));
const queuesOf = (name: string) => mappings.filter(({ consumer }) => consumer === name).map(({ queue }) => queue);
const arnOf = (name: string) => `${functionsOf(dev).get(name)?.id}.Arn`;

/** The services that call a function or send to its queue, by the resources that make them do so. */
const services: Readonly<Record<NonNullable<WorkCallers['services']>[number], (name: string) => boolean>> = {
  'Amazon EventBridge': (name) =>
    dev
      .resources('AWS::Events::Rule')
      .some(({ Properties }) => (Properties.Targets as Json[]).some(({ Arn }) => readable(Arn) === arnOf(name))),
  'Amazon SNS': (name) =>
    dev
      .resources('AWS::SNS::Subscription')
      .some(
        ({ Properties }) => Properties.Protocol === 'sqs' && queuesOf(name).includes(readable(Properties.Endpoint)),
      ),
  'Amazon API Gateway': (name) =>
    dev
      .resources('AWS::ApiGatewayV2::Authorizer')
      .some(({ Properties }) => readable(Properties.AuthorizerUri).includes(arnOf(name))),
  'AWS CloudFormation': (name) =>
    dev
      .resources('Custom::TollgateDeploymentCheck')
      .some(({ Properties }) => readable(Properties.ServiceToken) === arnOf(name)),
};

test.each(names)('%s is called, besides its routes, by those whom it declares, and by no others', (name) => {
  const declared: WorkCallers = functions[name]?.work?.callers ?? {};
  const senders = queuesOf(name).flatMap((queue) => rolesThatMay('sqs:SendMessage', queue));
  expect([...(declared.senders ?? [])], 'the functions that send to its queue').toEqual(senders.toSorted());
  const invokers = rolesThatMay('lambda:InvokeFunction', arnOf(name));
  expect([...(declared.invokers ?? [])], 'the functions that invoke it').toEqual(invokers.toSorted());
  const calling = Object.entries(services).flatMap(([service, calls]) => (calls(name) ? [service] : []));
  expect([...(declared.services ?? [])]).toEqual(calling);
});

test('the callers of a queue are the functions whose declaration names its inbox', () => {
  const consumers = Object.entries(functions).filter(([, { consumes }]) => consumes);
  expect(consumers).toHaveLength(mappings.length);
  for (const [name, { consumes, work }] of consumers) {
    const named = Object.keys(functions).filter((each) =>
      functions[each]?.sendsTo?.some((inbox) => inbox === consumes?.inbox),
    );
    expect(work?.callers.senders ?? [], name).toEqual(named.toSorted());
  }
});

test('a function without routes declares who calls it, and one that a service or a function calls too', () => {
  const silent = names.filter((name) => !functions[name]?.routes && !functions[name]?.work);
  expect(silent).toEqual([]);
});

test.each(names)('%s may put lines into the box of the trail where it declares lines, and nowhere else', (name) => {
  const mayPut = (permissions.get(name) ?? [])
    .filter(({ action, resource }) => action === 'dynamodb:PutItem' && !resource.includes('/index/'))
    .some((each) => prefixesOf(each).includes('trailBox'));
  expect(mayPut).toBe(actionsOf(authorityOf(name)).size > 0);
});

/** The argument that `lambda.ts` gives its table: `{ routes: keysRoutes }`. */
const givenIn = (name: string): string => {
  const file = path.resolve(import.meta.dirname, `../../functions/${name}/lambda.ts`);
  return /connectTable\(([^)]*)\)/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
};
const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

test.each(names)('the table of %s refuses lines that the function does not declare', (name) => {
  const { routes = {}, work } = authorityOf(name);
  const parts = [
    ...(actionsOf({ routes }).size > 0 ? [`routes: ${camel(name)}Routes`] : []),
    ...((work?.trail.length ?? 0) > 0 ? [`work: ${camel(name)}Authority`] : []),
  ];
  expect(givenIn(name)).toBe(parts.length > 0 ? `{ ${parts.join(', ')} }` : '');
});
