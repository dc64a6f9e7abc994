/** A guide as its page shows it. */
import type { GuideId } from './order.ts';

/** The languages of code that is highlighted. */
export type CodeLanguage = 'bash' | 'typescript' | 'python' | 'json' | 'http' | 'html';

/** Code with its highlighting: `html` is the inside of a `code` element, `text` what is copied and run. */
export type Sample = {
  readonly language: CodeLanguage;
  readonly html: string;
  readonly text: string;
  /** Words after the language in Markdown, such as `prints="data"`: what a test expects. */
  readonly meta: string;
};

/** A part of a guide in reading order. Several samples say the same in several languages. */
export type Block =
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'heading'; readonly id: string; readonly text: string; readonly html: string }
  | { readonly kind: 'minor'; readonly html: string }
  | { readonly kind: 'table'; readonly html: string }
  | { readonly kind: 'code'; readonly samples: readonly Sample[] }
  | { readonly kind: 'run'; readonly dataset: string };

/** A guide in one language. */
export type Guide = {
  readonly id: GuideId;
  readonly title: string;
  /** The first paragraph, as plain text. */
  readonly lead: string;
  readonly blocks: readonly Block[];
  /** Plain text by the heading that it stands below; the first part has none. For the search. */
  readonly sections: readonly { readonly id: string | null; readonly title: string; readonly text: string }[];
  /** The Markdown with its values filled in. */
  readonly markdown: string;
};
