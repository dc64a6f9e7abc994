import path from 'node:path';
import ts from 'typescript-5';

export type SourceImport = {
  /** The importing file, relative to the repository; so is `target` if it is a file of the repository. */
  readonly file: string;
  readonly target: string;
  /** Whether it is a package or a module of Node's. */
  readonly bare: boolean;
  /** Whether nothing is left when types are erased. Under `verbatimModuleSyntax`, `import { type A }` still loads its module. */
  readonly typeOnly: boolean;
};

/** Every import of a source text: static, re-exported, dynamic and in types. */
export function importsIn(file: string, text: string): SourceImport[] {
  const found: SourceImport[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const bare = !specifier.text.startsWith('.');
    const target = bare ? specifier.text : path.posix.join(path.posix.dirname(file), specifier.text);
    found.push({ file, target, bare, typeOnly });
  };
  walk(parse(file, text), (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
  });
  return found;
}

/** The members, calls and names that a source text uses, such as `Date.now`, `process.env`, `new Date()`. */
export function usesIn(file: string, text: string): string[] {
  const found: string[] = [];
  walk(parse(file, text), (node) => {
    if (ts.isPropertyAccessExpression(node))
      found.push(`${lastName(node.expression)}.${node.name.text}`, node.name.text);
    else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      found.push(`${lastName(node.expression)}.${node.argumentExpression.text}`);
    } else if (ts.isNewExpression(node) && !node.arguments?.length) found.push(`new ${lastName(node.expression)}()`);
    else if (ts.isImportSpecifier(node)) found.push((node.propertyName ?? node.name).text);
  });
  return found;
}

const lastName = (node: ts.Expression): string => {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : '';
};

const parse = (file: string, text: string) => ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}
