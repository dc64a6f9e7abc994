import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type List, listPartition, type Prefix, prefixes } from '../../shared/storage/prefixes.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Which partitions a function may touch, by the names of `shared/storage/prefixes.ts`. */
export type TableAccess = {
  readonly read?: readonly Prefix[];
  readonly write?: readonly Prefix[];
  readonly delete?: readonly Prefix[];
  /**
   * Put items, and neither update nor delete them. A put over an item that is there is a put too, and no policy can look at a request's condition: that
   * nothing is replaced is what the code says with each put (`shared/storage/accounts/audit.ts`).
   */
  readonly append?: readonly Prefix[];
  /** Partitions of the one secondary index that it may query. */
  readonly lists?: readonly List[];
};

/** A check within a transaction answers the item that failed it, so it belongs to reading as much as to writing. */
const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const writeActions = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];

export type TollgateTableProps = {
  /** At least one. The last is used; the others are kept beside it until nobody needs them. */
  readonly names: readonly string[];
  readonly isRetained: boolean;
};

/**
 * The one table: restorable to any second of the last 35 days, protected from deletion, kept when the stack goes. A table that was restored
 * from it has a name and so a logical id of its own. Every reference to it changes with that.
 */
export class TollgateTable extends Construct {
  readonly name: string;
  readonly #table: TableV2;

  constructor(scope: Construct, id: string, { names, isRetained }: TollgateTableProps) {
    super(scope, id);
    const tables = names.map((name) => this.#declare(name === '1' ? 'Table' : `Table${name}`, isRetained));
    const used = tables.at(-1);
    if (!used) throw new Error('A deployment has at least one table');
    this.#table = used;
    this.name = used.tableName;
  }

  #declare(id: string, isRetained: boolean): TableV2 {
    return new TableV2(this, id, {
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
      deletionProtection: isRetained,
      removalPolicy: isRetained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets `fn` reach the partitions named and no other, and tells it the table's name. */
  grant(fn: LambdaFunction, access: TableAccess): void {
    const { tableArn } = this.#table;
    allowOn(fn, { actions: readActions, resource: tableArn, names: access.read });
    allowOn(fn, { actions: writeActions, resource: tableArn, names: access.write });
    allowOn(fn, { actions: ['dynamodb:DeleteItem'], resource: tableArn, names: access.delete });
    allowOn(fn, { actions: ['dynamodb:PutItem'], resource: tableArn, names: access.append });
    allowKeys(fn, {
      actions: ['dynamodb:Query'],
      resource: `${tableArn}/index/lists`,
      operator: 'ForAllValues:StringEquals',
      keys: (access.lists ?? []).map(listPartition),
    });
    fn.setEnv({ TABLE_NAME: this.name });
  }
}

type Partitions = { readonly actions: string[]; readonly resource: string; readonly names?: readonly Prefix[] };

function allowOn(fn: LambdaFunction, { names = [], ...on }: Partitions): void {
  const keys = names.map((name) => `${prefixes[name]}*`);
  allowKeys(fn, { ...on, operator: 'ForAllValues:StringLike', keys });
}

type Keys = {
  readonly actions: string[];
  readonly resource: string;
  readonly operator: 'ForAllValues:StringLike' | 'ForAllValues:StringEquals';
  readonly keys: readonly string[];
};

/** `ForAllValues` alone would let a request pass that carries no leading key at all; `Null` shuts that door. */
function allowKeys(fn: LambdaFunction, { actions, resource, operator, keys }: Keys): void {
  if (keys.length === 0) return;
  fn.allow({
    actions,
    resources: [resource],
    conditions: { [operator]: { 'dynamodb:LeadingKeys': keys }, Null: { 'dynamodb:LeadingKeys': 'false' } },
  });
}
