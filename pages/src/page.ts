import type { ComponentChildren } from 'preact';

/** A public page in one language, before the frame is put around it. */
export type Page = {
  /** Without language: `/pricing`. */
  readonly address: string;
  /** The heading and, with the site's name, the document's title. */
  readonly title: string;
  /** For search engines and previews: one sentence or two. */
  readonly description: string;
  readonly body: ComponentChildren;
  /** The islands that it needs beside those of every page. */
  readonly islands?: readonly string[];
  /** Not to be found by search engines, as a page that says that there is none. */
  readonly isHidden?: boolean;
};
