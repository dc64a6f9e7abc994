/** A mail ready to go: one receiver, a text and an HTML body that say the same. SES repeats its tags in its reports, and nobody else sees them. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly tags?: Readonly<Record<string, string>>;
};
