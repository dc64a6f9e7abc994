/** One mail as `/__local/mail` shows it. `links` are the URLs in the text, each once, in order. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
};

/** All mails of the local world. */
export type Mailbox = {
  receive(mail: Omit<Mail, 'links'>): void;
  /** The mails, newest first. */
  list(): readonly Mail[];
  clear(): void;
};

const kept = 1_000;

/** Creates a mailbox that keeps the last thousand mails, in memory. */
export function createMailbox(): Mailbox {
  const mails: Mail[] = [];
  return {
    receive(mail) {
      mails.unshift({ ...mail, links: linksIn(mail.text) });
      mails.length = Math.min(mails.length, kept);
    },
    list: () => [...mails],
    clear: () => void mails.splice(0),
  };
}

/** The URLs in a text. A full stop or bracket after a URL belongs to the sentence. */
const linksIn = (text: string): string[] => [
  ...new Set((text.match(/https?:\/\/[^\s<>"]+/g) ?? []).map((link) => link.replace(/[.,;:!?)\]]+$/, ''))),
];
