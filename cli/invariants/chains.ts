import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { chainOwnerOf, chainPrefixes } from '../../shared/storage/trail/trail-keys.ts';

/** Ids of organizations, people and the operators, each of which has a chain. */
export type ChainOwners = () => Promise<ReadonlySet<string>>;

/** The owners of all chains of a table. It reads the whole table once: half a read unit for each 4 KB. */
export const chainOwnersOver =
  (client: DynamoDBDocumentClient, tableName: string): ChainOwners =>
  async () => {
    const owners = new Set<string>();
    const scan = {
      TableName: tableName,
      ProjectionExpression: 'pk',
      FilterExpression: 'begins_with(pk, :lines) OR begins_with(pk, :ends)',
      ExpressionAttributeValues: { ':lines': chainPrefixes.lines, ':ends': chainPrefixes.ends },
    };
    for await (const { Items = [] } of paginateScan({ client }, scan))
      for (const { pk } of Items) {
        const owner = chainOwnerOf(String(pk));
        if (owner !== null) owners.add(owner);
      }
    return owners;
  };
