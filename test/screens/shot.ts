import type { Page } from 'playwright-core';

/** The languages, widths in pixels, and themes that each page is shown in. */
export const languages = ['en', 'ar'] as const;
export const widths = [390, 1280] as const;
export const themes = ['light', 'dark'] as const;

export type Language = (typeof languages)[number];

/** A page in one state. */
export type Shot = {
  /** The first part of the file's name: letters, digits and dots. */
  readonly page: string;
  readonly state: 'full' | 'empty' | 'failing';
  /** The whole address, in a language. */
  readonly address: (language: Language) => string;
  /** Puts the server into the state, before the page is opened. */
  readonly prepare?: (language: Language) => void;
  /** A selector of the element that the picture begins at; absent: the top of the page. */
  readonly from?: string;
  /** Waits until the page is there, and brings it into the state. */
  readonly act?: (page: Page) => Promise<void>;
};

/** Pictures of one server, which ends with `close`. */
export type Gallery = { readonly shots: readonly Shot[]; readonly close: () => Promise<void> };
