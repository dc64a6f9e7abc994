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
   * Partitions in which the function may put items but neither update nor delete them. A policy cannot see a request's condition, so it also
   * allows a put over an existing item. The code prevents that with a condition on each put (`shared/storage/accounts/audit.ts`).
   */
  readonly append?: readonly Prefix[];
  /**
   * Partitions in which the function may insert items, and which nothing replaces: its only write there is PartiQL's INSERT, which fails
   * where an item is. Source: Developer Guide, "PartiQL insert statements" and "IAM security policies with PartiQL".
   */
  readonly insert?: readonly Prefix[];
  /**
   * Attributes that the function may read of items, and no other of them: by GetItem and BatchGetItem that name them. One batch may mix the
   * prefixes, so they are granted together, and reads of a batch with other prefixes are not.
   */
  readonly parts?: { readonly of: readonly Prefix[]; readonly attributes: readonly string[] };
  /** Partitions of the one secondary index that it may query. */
  readonly lists?: readonly List[];
};

/** A condition check in a transaction returns the item that failed it, so it is a read as much as part of a write. */
const readActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const writeActions = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'];

/** The names of the tables, and whether they outlive the stack. */
export type TollgateTableProps = {
  /** At least one. The last is used; the others are kept until nobody needs them. */
  readonly names: readonly string[];
  readonly isRetained: boolean;
};

/**
 * The one table: restorable to any second of the last 35 days, protected from deletion, kept when the stack is deleted. A restored table has
 * its own name and logical id, so every reference changes with it.
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

  /** Lets `fn` reach the named partitions and no others, and sets the variable with the table's name. */
  grant(fn: LambdaFunction, access: TableAccess): void {
    const { tableArn } = this.#table;
    allowOn(fn, { actions: readActions, resource: tableArn, names: access.read });
    allowOn(fn, { actions: writeActions, resource: tableArn, names: access.write });
    allowOn(fn, { actions: ['dynamodb:DeleteItem'], resource: tableArn, names: access.delete });
    allowOn(fn, { actions: ['dynamodb:PutItem'], resource: tableArn, names: access.append });
    allowOn(fn, { actions: ['dynamodb:PartiQLInsert'], resource: tableArn, names: access.insert });
    if (access.parts) allowParts(fn, tableArn, access.parts);
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

/**
 * Reads of named attributes alone. A query is not granted: it may filter by an attribute that it does not answer. Neither is a check, since one
 * that fails answers the whole item. The attributes of the key belong to the list. `Null` refuses a request that names no attribute, which
 * `ForAllValues` would allow. Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control"; IAM User Guide,
 * "Amazon DynamoDB: Allows access to specific attributes".
 */
function allowParts(fn: LambdaFunction, resource: string, { of, attributes }: NonNullable<TableAccess['parts']>): void {
  fn.allow({
    actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
    resources: [resource],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': of.map((name) => `${prefixes[name]}*`) },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', ...attributes] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
    },
  });
}

type Keys = {
  readonly actions: string[];
  readonly resource: string;
  readonly operator: 'ForAllValues:StringLike' | 'ForAllValues:StringEquals';
  readonly keys: readonly string[];
};

/** `ForAllValues` alone would allow a request without any leading key; `Null` refuses that. */
function allowKeys(fn: LambdaFunction, { actions, resource, operator, keys }: Keys): void {
  if (keys.length === 0) return;
  fn.allow({
    actions,
    resources: [resource],
    conditions: { [operator]: { 'dynamodb:LeadingKeys': keys }, Null: { 'dynamodb:LeadingKeys': 'false' } },
  });
}
