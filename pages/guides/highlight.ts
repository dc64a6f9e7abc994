import { createCssVariablesTheme, createHighlighter } from 'shiki';
import type { CodeLanguage } from './blocks.ts';

const languages = ['bash', 'typescript', 'python', 'json', 'http', 'html'] as const satisfies readonly CodeLanguage[];
const theme = createCssVariablesTheme({ name: 'by-token', variablePrefix: '--', variableDefaults: {} });

/** Highlights code as spans with classes such as `token-string`, for the inside of a `code` element. The styles give each class a colour of the theme. */
export type Highlight = (code: string, language: CodeLanguage) => string;

/** Loads the grammars. Takes some 300 ms. */
export async function highlighter(): Promise<Highlight> {
  const shiki = await createHighlighter({ langs: [...languages], themes: [theme] });
  return (code, language) => {
    const { tokens } = shiki.codeToTokens(code, { lang: language, theme: 'by-token' });
    return tokens
      .map((line) => merged(line.map(({ content, color }) => [content, classOf(color)])).join(''))
      .join('\n');
  };
}

/** A colour is `var(--token-string)`; the foreground needs no class. */
const classOf = (color = ''): string => /var\(--(token-[\w-]+)\)/.exec(color)?.[1] ?? '';

/** Tokens of one class become one span; blanks join their neighbour. */
function merged(tokens: readonly (readonly [string, string])[]): string[] {
  const joined: [string, string][] = [];
  for (const [content, name] of tokens) {
    const last = joined.at(-1);
    if (last && (last[1] === name || content.trim() === '')) last[0] += content;
    else joined.push([content, name]);
  }
  return joined.map(([content, name]) =>
    name === '' ? escapedText(content) : `<span class="${name}">${escapedText(content)}</span>`,
  );
}

/** Text as HTML shows it. */
const escapedText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
