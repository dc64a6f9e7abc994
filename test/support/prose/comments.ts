/** The prose in a source file: its comments, and the names of its tests. */
import ts from 'typescript-5';

/** Words for a tool, a heading of a table of contents or code that rests: no prose. */
const directive = /^\s*(?:biome-ignore|@ts-|eslint|\/\s*<reference|c8 |v8 |#!)/;

/** The comments of a file: each block, and each run of line comments, is one. */
export function commentsIn(text: string): string[] {
  const source = ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node) => {
    if (node.kind === ts.SyntaxKind.JsxText) return;
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    for (const range of ranges) found.set(range.pos, range);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  const pieces: string[] = [];
  let lastLineEnd = -1;
  for (const range of [...found.values()].toSorted((a, b) => a.pos - b.pos)) {
    const raw = text.slice(range.pos, range.end);
    const isLine = raw.startsWith('//');
    const plain = isLine ? raw.replace(/^\/\/+/, '') : raw.replace(/^\/\*+|\*+\/$/g, '').replace(/^\s*\* ?/gm, '');
    if (directive.test(plain)) continue;
    const joins = isLine && lastLineEnd >= 0 && /^\s*\n?\s*$/.test(text.slice(lastLineEnd, range.pos));
    if (joins) pieces.push(`${pieces.pop() ?? ''} ${plain.trim()}`);
    else pieces.push(plain.trim());
    lastLineEnd = isLine ? range.end : -1;
  }
  return pieces;
}

const callers = /^(?:it|test|describe)(?:\.(?:each|for|concurrent|sequential|runIf|only))*$/;

/** The function of a call, or of a call of what a call returned: `it.each(rows)('name')`. */
function calledIn({ expression }: ts.CallExpression): ts.Expression {
  if (ts.isCallExpression(expression)) return expression.expression;
  return ts.isTaggedTemplateExpression(expression) ? expression.tag : expression;
}

/** Names of tests and of groups of tests, as they are written. */
export function testNamesIn(text: string): string[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) {
      const [name] = node.arguments;
      if (name && callers.test(calledIn(node).getText(source))) {
        if (ts.isStringLiteralLike(name)) names.push(name.text);
        if (ts.isTemplateExpression(name))
          names.push(name.getText(source).replace(/\$\{[^}]*\}|`/g, (hole) => (hole === '`' ? '' : 'Code')));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}
