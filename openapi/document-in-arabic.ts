import texts from './ar.json' with { type: 'json' };
import type { OpenApiDocument } from './document.ts';

const known: Readonly<Record<string, string>> = texts;

/**
 * The public document with its summaries and descriptions in Arabic, for pages of the reference. Names, codes and examples stay.
 * @throws Error naming a text without a translation
 */
export const documentInArabic = (document: OpenApiDocument): OpenApiDocument => translated(document) as OpenApiDocument;

function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, isText(key, each) ? arabicOf(each) : translated(each)]),
  );
}

/** A field of a schema may be called `description` too; its value is no text. */
const isText = (key: string, value: unknown): value is string =>
  (key === 'description' || key === 'summary') && typeof value === 'string';

function arabicOf(text: string): string {
  const arabic = known[text];
  if (arabic === undefined) throw new Error(`openapi/ar.json has no "${text}"`);
  return arabic;
}
