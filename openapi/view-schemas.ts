import path from 'node:path';
import ts from 'typescript-5';
import { type Schema, TypeSchemas } from './types-to-schema.ts';

const root = path.resolve(import.meta.dirname, '..');
const virtualPath = path.join(root, 'openapi', 'answers.virtual.ts');
const views = ['shared/http/views.ts', 'shared/http/verify-views.ts'];

/** Schemas of type expressions, in their order, and of the named types that they refer to. */
export type ViewSchemas = { readonly of: ReadonlyMap<string, Schema>; readonly components: Record<string, Schema> };

/**
 * The JSON Schemas of type expressions such as `Listing<KeyView>`, in which every exported view has its name. Takes about 1 s.
 * @throws Error naming an expression that is no type
 */
export function viewSchemas(expressions: readonly string[]): ViewSchemas {
  const distinct = [...new Set(expressions)];
  const { program, names } = programOf(distinct);
  const checker = program.getTypeChecker();
  const schemas = new TypeSchemas(checker);
  const of = new Map<string, Schema>();
  for (const statement of program.getSourceFile(virtualPath)?.statements ?? []) {
    if (!ts.isTypeAliasDeclaration(statement)) continue;
    const expression = names.get(statement.name.text) ?? '';
    const type = checker.getTypeFromTypeNode(statement.type);
    if (type.flags & ts.TypeFlags.Any) throw new Error(`${expression} is no type of ${views.join(' or ')}`);
    of.set(expression, schemas.of(type));
  }
  return { of, components: schemas.components };
}

function programOf(expressions: readonly string[]) {
  const names = new Map(expressions.map((expression, i) => [`Answer${i}`, expression]));
  const text = [
    ...views.map((file) => `import type * as ${file.includes('verify') ? 'Verify' : 'Views'} from '../${file}';`),
    ...[...names].map(([name, expression]) => `type ${name} = ${qualified(expression)};`),
  ].join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === virtualPath || fileExists(file);
  host.getSourceFile = (file, language, ...rest) =>
    file === virtualPath ? ts.createSourceFile(file, text, language, true) : getSourceFile(file, language, ...rest);
  return { program: ts.createProgram([virtualPath], options, host), names };
}

/** `Listing<KeyView>` as `Views.Listing<Views.KeyView>`; words in lower case are TypeScript's own. */
const qualified = (expression: string): string =>
  expression.replace(/\b[A-Z]\w*/g, (name) => (name.startsWith('Verify') ? `Verify.${name}` : `Views.${name}`));
