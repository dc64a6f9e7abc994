import { type OperatorRole, type OperatorWord, operatorRoles } from '../../domain/accounts/operator.ts';
import type { ItemValue, Table, WriteCondition } from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';
import { operatorWordsKey } from './sign-in-keys.ts';

/** The command line's words, at most one an operator; version 0 where it never said anything. */
export type SpokenWords = { readonly version: number; readonly words: readonly OperatorWord[] };

/** The command line's words on operators' roles, beside the configuration. */
export interface OperatorWords {
  /** Strongly consistent. */
  read(): Promise<SpokenWords>;
  /** Replaces the words of `version`, with the line that says so; false where somebody else did so meanwhile. */
  replace(next: SpokenWords, audit: AuditEntry): Promise<boolean>;
}

/** The words over the table: one item. */
export const operatorWordsOver = (table: Table): OperatorWords => ({
  async read() {
    const { item } = await table.get(operatorWordsKey);
    const words = Array.isArray(item?.words) ? (item.words as readonly ItemValue[]) : [];
    return { version: Number(item?.version ?? 0), words: words.map(toWord) };
  },
  async replace({ version, words }, audit) {
    const put = { ...operatorWordsKey, version: version + 1, words: words.map((each) => ({ ...each })) };
    return (await table.transact([{ put, if: isStill(version) }, auditLine(audit)])).ok;
  },
});

const isStill = (version: number): WriteCondition => ({
  'nobody else gave or took a role since':
    version === 0 ? { attribute: 'pk', is: 'absent' } : { attribute: 'version', equals: version },
});

function toWord(value: ItemValue): OperatorWord {
  const { email, role, at } = value as Readonly<Record<string, ItemValue>>;
  return { email: String(email), role: roleIn(role), at: String(at) };
}

/** A role that this version does not know is none: it denies. */
const roleIn = (value: ItemValue | undefined): OperatorRole | null =>
  operatorRoles.find((each) => each === value) ?? null;
