/** The details and field messages of problems, as the sources write them; each hole is `{}`. */
import ts from 'typescript-5';

const hole = '{}';

/** The arguments of calls and the fields of objects that hold a text of a problem. A text that begins with `must` is one anywhere. */
const arguments_: Readonly<Record<string, number>> = { AppError: 1, found: 1, refuse: 1 };
const fields = ['message', 'error'];

/** Texts of problems in one source file, with those that fill holes of others. A text that arrives as a parameter is found where it is given. */
export function problemDetailsIn(source: string): string[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const roots: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression)) {
      const argument = node.arguments?.[arguments_[node.expression.text] ?? -1];
      if (argument) roots.push(argument);
    }
    if ((ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && /^.must /.test(node.getText(file)))
      roots.push(node);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword && node.arguments[1])
      roots.push(node.arguments[1]);
    if (ts.isParameter(node) && node.initializer && ts.isStringLiteral(node.initializer)) roots.push(node.initializer);
    if (ts.isPropertyAssignment(node) && fields.includes(node.name.getText(file))) roots.push(node.initializer);
    if (ts.isShorthandPropertyAssignment(node) && fields.includes(node.name.text)) roots.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const texts = new Set<string>();
  for (const root of roots) collect(root, { constants, texts, seen: new Set() });
  return [...texts];
}

type Collecting = {
  readonly constants: ReadonlyMap<string, ts.Expression>;
  readonly texts: Set<string>;
  readonly seen: Set<ts.Node>;
};

function collect(node: ts.Expression, collecting: Collecting): void {
  const { constants, texts, seen } = collecting;
  if (seen.has(node)) return;
  seen.add(node);
  if (ts.isStringLiteralLike(node)) texts.add(node.text);
  else if (ts.isTemplateExpression(node)) {
    texts.add([node.head.text, ...node.templateSpans.map(({ literal }) => hole + literal.text)].join(''));
    for (const { expression } of node.templateSpans) collectInHole(expression, collecting);
  } else if (ts.isConditionalExpression(node)) {
    collect(node.whenTrue, collecting);
    collect(node.whenFalse, collecting);
  } else if (ts.isBinaryExpression(node)) collect(node.right, collecting);
  else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) collect(node.expression, collecting);
  else if (ts.isIdentifier(node) || ts.isElementAccessExpression(node)) {
    const name = ts.isIdentifier(node) ? node.text : node.expression.getText();
    const known = constants.get(name);
    if (known) collectAll(known, collecting);
  }
}

/** The values of a table, or a single one. */
function collectAll(node: ts.Expression, collecting: Collecting): void {
  const plain = ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? node.expression : node;
  if (ts.isArrayLiteralExpression(plain)) for (const each of plain.elements) collect(each, collecting);
  else if (ts.isObjectLiteralExpression(plain)) {
    for (const each of plain.properties) if (ts.isPropertyAssignment(each)) collectAll(each.initializer, collecting);
  } else collect(plain, collecting);
}

/** In a hole, phrases count: a single word is an id, a state or a name of a field. */
function collectInHole(node: ts.Expression, collecting: Collecting): void {
  const inside = { ...collecting, texts: new Set<string>() };
  if (ts.isIdentifier(node) || ts.isConditionalExpression(node)) collect(node, inside);
  for (const text of inside.texts) if (/\S\s+\S/.test(text)) collecting.texts.add(text);
}
