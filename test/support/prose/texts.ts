/** The sentences that a program says: strings of several words in its source, and those of a JSON file. */
import ts from 'typescript-5';

export const stringsIn = (json: unknown): string[] => {
  if (typeof json === 'string') return [json];
  return json !== null && typeof json === 'object' ? Object.values(json).flatMap(stringsIn) : [];
};

/** Three words and more, of letters: not an identifier, a path, a header, a style sheet or markup. */
const isProse = (text: string) => /\p{L}+[,;:]? \p{L}+[,;:]? \p{L}+/u.test(text) && !/[{}]|<\/|\/>/.test(text);

/** Strings and templates that read as prose; a hole in a template counts as a word. */
export function textsIn(source: string): string[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => `Code${literal.text}`)].join(''));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return texts.filter(isProse);
}
