/** Makes `evidence/verify.mjs`, one file without types, of `evidence/verify/*.ts`: `npm run build:verifier`. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import ts from 'typescript-5';

const folder = import.meta.dirname;

/** In the order of their imports. */
const modules = [
  'finding',
  'bytes',
  'entry-line',
  'signatures',
  'signing',
  'entries-job',
  'entries-difference',
  'records-file',
  'entries-file',
  'workers',
  'folder',
  'guarded',
  'seals',
  'facts',
  'statements',
  'timestamps',
  'receipts',
  'verdict',
  'verify-pack',
  'print',
  'main',
];

const head = `#!/usr/bin/env node
// Verifies an evidence pack. One file, Node 20.12 or newer, no dependency, no network. Licence: Apache-2.0.
// Made of evidence/verify/ in the repository, where each part has its types.
`;

/** The imports of each module of Node: its default, and names. */
type NodeImports = Map<string, { name?: string; names: Set<string> }>;

/** A module without its imports of this folder, its types and the word "export". Notes the modules of Node that it needs. */
function partOf(module: string, imports: NodeImports): string {
  const source = readFileSync(path.join(folder, 'verify', `${module}.ts`), 'utf8');
  const file = ts.createSourceFile(module, source, ts.ScriptTarget.Latest, true);
  const kept = file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) noteImport(statement, imports);
    const isLeft = ts.isTypeAliasDeclaration(statement) || ts.isImportDeclaration(statement);
    return isLeft ? [] : [statement.getFullText()];
  });
  const text = stripTypeScriptTypes(kept.join('')).replaceAll(/^export /gm, '');
  return `// ---- ${module}\n\n${text.trim()}\n`;
}

function noteImport({ moduleSpecifier, importClause }: ts.ImportDeclaration, imports: NodeImports): void {
  const from = (moduleSpecifier as ts.StringLiteral).text;
  if (!from.startsWith('node:') || !importClause || importClause.isTypeOnly) return;
  const { name, names } = imports.get(from) ?? { names: new Set<string>() };
  const bindings = importClause.namedBindings;
  if (bindings && ts.isNamedImports(bindings))
    for (const element of bindings.elements) if (!element.isTypeOnly) names.add(element.name.text);
  imports.set(from, { name: importClause.name?.text ?? name, names });
}

function importsText(imports: NodeImports): string {
  const sorted = [...imports].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([from, { name, names }]) => {
    const braces = names.size > 0 ? `{ ${[...names].toSorted((a, b) => a.localeCompare(b)).join(', ')} }` : '';
    return `import ${[name, braces].filter(Boolean).join(', ')} from '${from}';`;
  });
  return `${lines.join('\n')}\n`;
}

/** The text of the verifier, as Biome formats it. @throws Error where it is not valid. */
export function verifierText(): string {
  const imports: NodeImports = new Map();
  const parts = modules.map((module) => partOf(module, imports));
  const input = [head, importsText(imports), ...parts].join('\n');
  const [biome, cwd] = [path.join(folder, '../node_modules/.bin/biome'), path.join(folder, '..')];
  const { stdout, stderr, status } = spawnSync(biome, ['format', '--stdin-file-path=evidence/verify.mjs'], {
    input,
    encoding: 'utf8',
    cwd,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

if (import.meta.main) writeFileSync(path.join(folder, 'verify.mjs'), verifierText());
