import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Case } from './case.ts';
import { notByApi } from './cases/not-by-api.ts';
import { cases } from './cases/wiring.ts';
import { readRecording } from './recordings.ts';

const docFile = path.join(import.meta.dirname, '../docs/rehearsal.md');
const head = '| case | shows | beliefs | seen at Stripe |';

/** The cases as a table of Markdown: each with the day on which it was seen at Stripe. */
export function casesTable(): string {
  const unseen = notByApi.map(
    ({ id, title, beliefs, why }) => `| ${id} | ${title} *(not by API: ${why})* | ${beliefs.join(' ')} | never |`,
  );
  const rows = cases.map(
    (each) => `| ${each.id} | ${each.title}${notes(each)} | ${each.beliefs.join(' ')} | ${seenOn(each)} |`,
  );
  return [head, '|---|---|---|---|', ...rows, ...unseen, ''].join('\n');
}

const notes = ({ pageNotSeen, simulatorOnly }: Case): string =>
  `${pageNotSeen ? ' *(page not seen)*' : ''}${simulatorOnly ? ` *(simulator only: ${simulatorOnly})*` : ''}`;

function seenOn({ id }: Case): string {
  const recording = readRecording(id);
  return recording?.source === 'stripe' ? recording.recordedOn : 'never';
}

/** The table as it stands at the end of docs/rehearsal.md. */
export function writtenTable(): string {
  const doc = readFileSync(docFile, 'utf8');
  return doc.slice(doc.indexOf(head));
}

/** Puts the table as it should be at the end of docs/rehearsal.md. */
export function writeTable(): void {
  const doc = readFileSync(docFile, 'utf8');
  writeFileSync(docFile, doc.slice(0, doc.indexOf(head)) + casesTable());
}
