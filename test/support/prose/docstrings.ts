/** Exported declarations and their docstrings. */
import ts from 'typescript-5';

const isDeclaration = (statement: ts.Statement) =>
  ts.isFunctionDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  ts.isInterfaceDeclaration(statement) ||
  ts.isClassDeclaration(statement) ||
  ts.isVariableStatement(statement);

/** Names that a module exports without a docstring; re-exports have that of their own module. */
export function undocumentedIn(text: string): string[] {
  const file = ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  return file.statements
    .filter(isDeclaration)
    .filter(
      (statement) => ts.getCombinedModifierFlags(statement as unknown as ts.Declaration) & ts.ModifierFlags.Export,
    )
    .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
    .map(
      (statement) => /(?:function\*?|class|type|interface|const|let) (\w+)/.exec(statement.getText(file))?.[1] ?? '',
    );
}
