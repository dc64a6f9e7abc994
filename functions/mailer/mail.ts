/** A mail ready to go: one receiver, a text and an HTML body that say the same. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string; readonly html: string };
