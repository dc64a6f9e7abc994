type RetiredTerm = {
  readonly term: RegExp;
  /** The glossary's word. */
  readonly instead: string;
  /** The kinds of prose it is retired in; absent: all. */
  readonly within?: readonly string[];
};

const forBuyers = ['texts of the portal', 'texts of pages and emails'];

/** Terms that were given up, as prose writes them: the term, not an ordinary English word. CHANGELOG entries keep what was true. */
export const retiredTerms: readonly RetiredTerm[] = [
  { term: /\bshel(?:f|ves)\b/i, instead: 'leased units' },
  { term: /\bquota blocks?\b|\bblocks? of quota\b/i, instead: 'quota lease' },
  { term: /\bchains? of (?:segments|batches)\b|\bsegment chains?\b|\bchain of environment\b/i, instead: 'usage log' },
  { term: /\bheld[- ]back (?:mail|email|address|badge|units)/i, instead: 'suppressed, hidden or throttled' },
  { term: /\bpassed[- ]on headers?\b/i, instead: 'forwarded headers' },
  { term: /\bin[- ]front API\b/i, instead: 'upstream' },
  { term: /\bservice[d]? freely\b|\bcounted freely\b/i, instead: 'unmetered' },
  { term: /\blook(?:s|ed)? over\b/i, instead: 'automatic checks' },
  { term: /\bend[- ]returned\b/i, instead: 'refund policy' },
  { term: /\bmeter li(?:fe|ves)\b/i, instead: 'meter session' },
  { term: /\be-mail/i, instead: 'email' },
  { term: /(?<!evidence )\bpacks?\b/i, instead: 'the plan’s unit', within: forBuyers },
  { term: /\bunits?\b/i, instead: 'records or requests', within: ['texts of the portal'] },
  { term: /\bparked\b/i, instead: 'needs replay', within: forBuyers },
  { term: /\b(?:spoken here|to be mended|was left\b)/i, instead: 'words of Stripe’s portal', within: forBuyers },
];
