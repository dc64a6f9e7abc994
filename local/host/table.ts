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

/** Creates the template's tables, indexes and streams as declared, and registers their names; answers the names. */
export async function createTables(assembly: Assembly, resolver: Resolver, client: DynamoDBClient): Promise<string[]> {
  const resources = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'].flatMap(assembly.resources);
  return Promise.all(resources.map((resource) => createTable(resource, resolver, client)));
}

async function createTable(resource: Resource, resolver: Resolver, client: DynamoDBClient): Promise<string> {
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
  return TableName;
}
