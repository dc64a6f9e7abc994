import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type Prefix, prefixes } from '../../shared/storage/prefixes.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Which partitions a function may touch, by the names of `shared/storage/prefixes.ts`. */
export type TableAccess = {
  readonly read?: readonly Prefix[];
  readonly write?: readonly Prefix[];
  readonly delete?: readonly Prefix[];
  /** Read the operator's lists, the one secondary index. */
  readonly lists?: boolean;
};

/** A check within a transaction answers the item that failed it, so it belongs to reading as much as to writing. */
const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const writeActions = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];

/** The one table: restorable to any second of the last 35 days, protected from deletion, kept when the stack goes. */
export class TollgateTable extends Construct {
  readonly name: string;
  readonly #table: TableV2;

  constructor(scope: Construct, id: string, props: { readonly isRetained: boolean }) {
    super(scope, id);
    this.#table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: 'lists',
          partitionKey: { name: 'listPk', type: AttributeType.STRING },
          sortKey: { name: 'listSk', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
      ],
      timeToLiveAttribute: 'ttl',
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.isRetained,
      removalPolicy: props.isRetained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.name = this.#table.tableName;
  }

  /** Lets `fn` reach the partitions named and no other, and tells it the table's name. */
  grant(fn: LambdaFunction, access: TableAccess): void {
    const { tableArn } = this.#table;
    allowOn(fn, { actions: readActions, resource: tableArn, names: access.read });
    allowOn(fn, { actions: writeActions, resource: tableArn, names: access.write });
    allowOn(fn, { actions: ['dynamodb:DeleteItem'], resource: tableArn, names: access.delete });
    if (access.lists)
      allowOn(fn, { actions: ['dynamodb:Query'], resource: `${tableArn}/index/lists`, names: ['list'] });
    fn.setEnv({ TABLE_NAME: this.name });
  }
}

type Partitions = { readonly actions: string[]; readonly resource: string; readonly names?: readonly Prefix[] };

/** `ForAllValues` alone would let a request pass that carries no leading key at all; `Null` shuts that door. */
function allowOn(fn: LambdaFunction, { actions, resource, names = [] }: Partitions): void {
  if (names.length === 0) return;
  fn.allow({
    actions,
    resources: [resource],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': names.map((name) => `${prefixes[name]}*`) },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}
