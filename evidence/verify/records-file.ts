import { Buffer, isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import { hexOf, parseCanonical, sha256Hex } from './bytes.ts';
import type { EntriesJob } from './entries-job.ts';
import type { Finding } from './finding.ts';

/** The records of an entry: their number and the hash over their ids. */
type ServedRecords = { readonly digest: string; readonly count: number; readonly sha256: string };

const id = '"[^"\\\\\\x00-\\x1f]*"';
const usualList = new RegExp(`^\\{"entry":"([0-9a-f]{64})","ids":\\[(?:${id}(?:,${id})*)?\\]\\}$`);

/** Checks the lists of record ids against their entries, which they follow in order. Lists may be missing. */
export function recordsOf(
  { folder, recordsFile, seal, hour }: EntriesJob,
  served: readonly ServedRecords[],
  add: (finding: Finding) => void,
): { readonly sha256?: string; readonly known: number } {
  if (recordsFile === undefined) return { known: 0 };
  const bytes = fs.readFileSync(`${folder}/${recordsFile}`);
  const lines = bytes.toString().split('\n');
  const fault = (code: string, text: string, line?: number, entry?: string) =>
    add({ code: `records.${code}`, text, file: recordsFile, line, seal, hour, entry });
  if (!isUtf8(bytes)) fault('encoding', 'the file is not UTF-8');
  if (lines.pop() !== '') fault('truncated', 'the file ends within a line', lines.length + 1);
  const ofEntry = new Map(served.map((records, at) => [records.digest, { ...records, at }]));
  let [before, known] = [-1, 0];
  for (const [at, line] of lines.entries()) {
    const list = listOf(line);
    const records = list && ofEntry.get(Buffer.from(list.entry, 'hex').toString('latin1'));
    if (!list) fault('form', 'the line is no list of ids in canonical form', at + 1);
    else if (!records) fault('entry', 'no entry of this seal has this hash and records', at + 1, list.entry);
    else if (records.at <= before) fault('order', 'the list is out of order', at + 1, list.entry);
    else if (list.ids.length !== records.count || list.sha256 !== records.sha256)
      fault('ids', 'the ids are not those that the entry was made of', at + 1, hexOf(records.digest));
    else known += 1;
    before = records?.at ?? before;
  }
  return { sha256: sha256Hex(bytes), known };
}

/** The ids of a line with the hash over them, each followed by a line feed; null where the line is of another form. */
function listOf(line: string): { entry: string; ids: readonly string[]; sha256: string } | null {
  const usual = usualList.exec(line);
  if (usual) {
    const inner = line.slice('{"entry":"","ids":['.length + 64, -2);
    return withHash(usual[1] as string, inner === '' ? [] : inner.slice(1, -1).split('","'));
  }
  try {
    const { entry, ids } = parseCanonical(line) as { entry: string; ids: string[] };
    const isFine = typeof entry === 'string' && Array.isArray(ids) && ids.every((each) => typeof each === 'string');
    return isFine && !ids.some((each) => each.includes('\n')) ? withHash(entry, ids) : null;
  } catch {
    return null;
  }
}

const withHash = (entry: string, ids: readonly string[]) => ({
  entry,
  ids,
  sha256: sha256Hex(ids.length === 0 ? '' : `${ids.join('\n')}\n`),
});
