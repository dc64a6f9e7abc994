import { fileURLToPath } from 'node:url';
import ts from 'typescript-5';
import { convertTypes } from './convert.ts';
import type { StripeSchemas } from './json-schema.ts';
import { paramRoots, resourceRoots } from './roots.ts';
import { sdkVersion } from './sdk-version.ts';

const rootNames = [...paramRoots, ...resourceRoots];
const aliasOf = (name: string) => `X_${name.replaceAll('.', '_')}`;

/**
 * JSON Schemas of the root types, read from the installed stripe-node by the TypeScript checker. Takes about 2 s.
 * Throws if a root is not a type of the SDK, so that an upgrade which renames one is noticed.
 */
export function generateSchemas(): StripeSchemas {
  const program = createProgram();
  const checker = program.getTypeChecker();
  const types = new Map<string, ts.Type>();
  for (const statement of program.getSourceFile(virtualPath)?.statements ?? [])
    if (ts.isTypeAliasDeclaration(statement)) types.set(statement.name.text, checker.getTypeAtLocation(statement.name));
  const roots = rootNames.map((name) => {
    const type = types.get(aliasOf(name));
    if (!type || type.flags & ts.TypeFlags.Any) throw new Error(`stripe-node has no type Stripe.${name}`);
    const isParams = (paramRoots as readonly string[]).includes(name);
    return { name, type, mode: isParams ? ('params' as const) : ('resource' as const) };
  });
  return { sdkVersion: sdkVersion(), ...convertTypes(checker, roots) };
}

const virtualPath = fileURLToPath(new URL('./stripe-roots.virtual.ts', import.meta.url));

function createProgram(): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
    types: [],
  };
  const text = [
    "import type Stripe from 'stripe';",
    ...rootNames.map((n) => `export type ${aliasOf(n)} = Stripe.${n};`),
  ];
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === virtualPath || fileExists(path);
  host.getSourceFile = (path, language, ...rest) =>
    path === virtualPath
      ? ts.createSourceFile(path, text.join('\n'), language)
      : getSourceFile(path, language, ...rest);
  return ts.createProgram([virtualPath], options, host);
}
