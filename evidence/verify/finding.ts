/** A thing that does not hold: the code names the rule, the text is for a person. Lines count from 1, `index` from 0. */
export type Finding = {
  readonly code: string;
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
  /** The number of a seal, and the start of its hour. */
  readonly seal?: number;
  readonly hour?: string;
  /** The place or id of an entry. */
  readonly entry?: string;
};

/** At most this many findings of one code are kept of one file; the rest is counted. */
const maxOfOneCode = 20;

/** Collects what does not hold, and what a reader should know. */
export class Findings {
  readonly all: Finding[] = [];
  readonly notes: string[] = [];
  readonly #counts = new Map<string, number>();
  /** All findings, those that are not kept too. */
  count = 0;

  add(finding: Finding): void {
    this.count += 1;
    const name = `${finding.code} ${finding.file}`;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count <= maxOfOneCode) this.all.push(finding);
  }

  note(text: string): void {
    this.notes.push(text);
  }
}
