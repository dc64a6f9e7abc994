import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';
import { awsAccount, type Resolver, region } from './intrinsics.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Projection = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const Properties = z.looseObject({
  TableName: z.string().optional(),
  KeySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string(), KeySchema, Projection })).optional(),
  StreamSpecification: z
    .looseObject({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
});

/** A created table of the template. */
export type TableCreated = {
  readonly name: string;
  /** The attribute of the partition key: the table's under '', each index's under its name. */
  readonly partitionKeys: Readonly<Record<string, string>>;
};

/** Creates the template's tables, indexes and streams as declared, and registers their names. */
export async function createTables(
  assembly: Assembly,
  resolver: Resolver,
  client: DynamoDBClient,
): Promise<TableCreated[]> {
  const resources = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'].flatMap(assembly.resources);
  return Promise.all(resources.map((resource) => createTable(resource, resolver, client)));
}

async function createTable(resource: Resource, resolver: Resolver, client: DynamoDBClient): Promise<TableCreated> {
  const properties = Properties.parse(resolver.resolve(resource.properties, resource.stack));
  const TableName = properties.TableName ?? `${resource.stack}-${resource.logicalId}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
      StreamSpecification: properties.StreamSpecification && {
        StreamEnabled: true,
        StreamViewType: properties.StreamSpecification.StreamViewType,
      },
    }),
  );
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  resolver.register(resource, TableName, {
    Arn: `arn:aws:dynamodb:${region}:${awsAccount}:table/${TableName}`,
    ...(Table?.LatestStreamArn && { StreamArn: Table.LatestStreamArn }),
  });
  const indexes = properties.GlobalSecondaryIndexes ?? [];
  const schemas = [['', properties.KeySchema] as const, ...indexes.map((i) => [i.IndexName, i.KeySchema] as const)];
  return {
    name: TableName,
    partitionKeys: Object.fromEntries(schemas.map(([name, schema]) => [name, partitionKeyIn(schema)])),
  };
}

const partitionKeyIn = (schema: z.infer<typeof KeySchema>): string =>
  schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
