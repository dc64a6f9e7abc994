import { expect, test } from 'vitest';
import { functionsOf } from './policies.ts';
import { type Deployment, deployment, type Json, stacksOf } from './support.ts';

const dev = deployment();
const strength = '@aws-cdk/core:defaultCrossStackReferences';

type Output = { readonly Value: unknown; readonly Export?: unknown };
const outputsOf = ({ data }: Deployment) => data.toJSON().Outputs as Record<string, Output>;
const exportsOf = (of: Deployment) =>
  Object.keys(outputsOf(of)).filter((name) => outputsOf(of)[name]?.Export !== undefined);

/** The arguments of every use of an intrinsic within a template. */
function usesOf(intrinsic: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === intrinsic ? [inner] : usesOf(intrinsic, inner)));
}

const environmentsOf = (of: Deployment) =>
  [...functionsOf(of).values()].map(({ Properties }) => (Properties.Environment as { Variables: Json }).Variables);

test('no value of the data stack is exported or imported, so CloudFormation refuses no change of one', () => {
  expect(exportsOf(dev)).toEqual([]);
  expect(usesOf('Fn::ImportValue', dev.service.toJSON())).toEqual([]);
});

test('every value that the service stack takes is an output of the data stack, which is deployed first', () => {
  const taken = usesOf('Fn::GetStackOutput', dev.service.toJSON()) as { OutputName: string }[];
  expect(taken.length).toBeGreaterThan(0);
  for (const { OutputName } of taken) expect(outputsOf(dev)).toHaveProperty(OutputName);
  const { data, service } = stacksOf();
  expect(service.dependencies).toContain(data);
});

test.each([
  ['a table that was restored', { tables: '1,2' }, {}, 'TABLE_NAME'],
  ['a table that takes the place of another', { tables: '2' }, { tables: '1,2' }, undefined],
  ['a signing key that is added', { badgeSigningKeys: '1,2' }, {}, 'SIGNING_KEYS'],
  ['a signing key that is taken out', { badgeSigningKeys: '2' }, { badgeSigningKeys: '1,2' }, 'SIGNING_KEYS'],
  ['an origin secret that is added', { originSecrets: '1,2' }, {}, 'ORIGIN_SECRETS'],
  ['an origin secret that is taken out', { originSecrets: '2' }, { originSecrets: '2,1' }, 'ORIGIN_SECRETS'],
])(
  '%s changes the text of every function that is told of it, and every name it takes is there',
  (_, context, before, variable) => {
    const [earlier, later] = [before, context].map((each) => deployment(each as Record<string, string>));
    const taken = usesOf('Fn::GetStackOutput', later!.service.toJSON()) as { OutputName: string }[];
    for (const { OutputName } of taken) expect(outputsOf(later!)).toHaveProperty(OutputName);
    if (variable === undefined) return;
    const texts = [earlier!, later!].map((each) => environmentsOf(each).map((variables) => variables[variable]));
    const told = texts[0]!.flatMap((text, i) => (text === undefined ? [] : [[text, texts[1]![i]]]));
    expect(told.length).toBeGreaterThan(0);
    for (const [was, is] of told) expect(is).not.toEqual(was);
  },
);

test('a key, a table or a secret is the same resource, whichever names are beside its own', () => {
  const [first, second, both] = ['1', '2', '1,2'].map((names) =>
    deployment({ badgeSigningKeys: names, ledgerKeys: names, receiptKeys: names, tables: names, originSecrets: names }),
  );
  for (const type of ['AWS::KMS::Key', 'AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret']) {
    const idsIn = (...all: readonly Deployment[]) =>
      all.flatMap(({ data }) => Object.keys(data.findResources(type))).toSorted();
    expect(idsIn(both!), type).toEqual(idsIn(first!, second!));
  }
});

/** The secrets by the outputs that name them: the one that CloudFront sends, and those that each function accepts. */
function secretsIn(of: Deployment) {
  const named = (value: unknown) =>
    (usesOf('Fn::GetStackOutput', value) as { OutputName: string }[]).map(({ OutputName }) => OutputName);
  const [distribution] = of.resources('AWS::CloudFront::Distribution');
  const { Origins } = distribution!.Properties.DistributionConfig as { Origins: Json[] };
  const [said = ''] = named(Origins.map(({ OriginCustomHeaders }) => OriginCustomHeaders));
  const accepted = environmentsOf(of).flatMap(({ ORIGIN_SECRETS }) => (ORIGIN_SECRETS ? [named(ORIGIN_SECRETS)] : []));
  return { said, accepted };
}

/** Whether every call passes during an update, in which distribution and functions change one after the other, in any order. */
function passesThroughout(names: readonly string[]): boolean {
  const steps = names.map((originSecrets) => secretsIn(deployment({ originSecrets })));
  return steps.slice(1).every((after, i) => {
    const during = [steps[i]!, after];
    return during.every(({ said }) => during.every(({ accepted }) => accepted.every((each) => each.includes(said))));
  });
}

test('a new origin secret in the steps of the runbook refuses no call on the way; in one step it would', () => {
  expect(passesThroughout(['1', '1,2', '2,1', '2'])).toBe(true);
  expect(passesThroughout(['1', '2'])).toBe(false);
});

test('a deployment that still imports is moved in two steps: the first keeps every export and imports none', () => {
  const [strong, both] = ['strong', 'both'].map((each) => deployment({ [strength]: each }));
  expect(exportsOf(strong!).length).toBeGreaterThan(0);
  expect(exportsOf(both!)).toEqual(expect.arrayContaining(exportsOf(strong!)));
  expect(usesOf('Fn::ImportValue', both!.service.toJSON())).toEqual([]);
});
