import type { Statement } from '../../domain/evidence/statement.ts';
import { statementText } from '../../domain/evidence/statement.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';
import { factKey, statementKey, statementPartition } from './evidence-item-keys.ts';

/** A signed statement. `text`: the canonical JSON of `{statement, keyId, signature}`. */
export type SignedStatement = {
  readonly text: string;
  readonly statement: Statement;
  readonly keyId: string;
  readonly signature: string;
};

/** A page of statements. Without `cursor` it is the last. */
export type StatementPage = { readonly statements: readonly SignedStatement[]; readonly cursor?: string };

/** The daily statements of organizations. */
export interface Statements {
  /** Puts a signed statement where its organization has none of the day, together with its fact. False: there is one, which stays. The role needs `append`. */
  put(statement: Statement, signedText: string): Promise<boolean>;
  /** The statement of a UTC day, `YYYY-MM-DD`; null where there is none. */
  find(organization: string, day: string): Promise<SignedStatement | null>;
  /** Newest first. */
  list(
    organization: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<StatementPage>;
  /** All of an organization, oldest first. */
  of(organization: string): Promise<readonly SignedStatement[]>;
}

const isNew = { 'there is none': { attribute: 'pk', is: 'absent' } } as const;

/** Statements over the table, an item each that nothing replaces. */
export const statementsOver = (table: Table): Statements => ({
  async put(statement, text) {
    const { organization, day } = statement;
    const fact = { ...factKey(statement), organization, line: statementText(statement) };
    const { ok } = await table.transact([
      { put: { ...statementKey(organization, day), text }, if: isNew },
      { put: fact, if: isNew },
    ]);
    return ok;
  },
  async find(organization, day) {
    const { item } = await table.get(statementKey(organization, day));
    return item ? signedStatement(item) : null;
  },
  async list(organization, page) {
    const { items, cursor } = await table.query({ pk: statementPartition(organization), descending: true, ...page });
    return { statements: items.map(signedStatement), ...(cursor !== undefined && { cursor }) };
  },
  async of(organization) {
    return (await readAll(table, { pk: statementPartition(organization) })).map(signedStatement);
  },
});

function signedStatement({ text }: Item): SignedStatement {
  const signed = JSON.parse(String(text)) as Omit<SignedStatement, 'text'>;
  return { ...signed, text: String(text) };
}
