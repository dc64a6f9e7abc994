import { publicationMistakes } from '../licences/publication.ts';
import type { Catalog, CatalogInput, Settings } from './catalog.ts';
import { catalogErrors } from './validate.ts';

const defaultSettings: Omit<Settings, 'promotionCodes'> = {
  graceDays: 7,
  onFullRefund: 'end',
  onDispute: 'end_when_lost',
  maxKeysPerAccount: 10,
  licenceNoticeDays: 14,
  keepAcceptancesYears: 6,
  keepEvidenceYears: 7,
  badgeReview: {
    order: 'payment_first',
    minAccountAgeDays: 0,
    picture: 'optional',
    appealDays: 14,
    refundWhenRefused: 'after_appeal',
    keepReviewDays: 30,
    domainProof: 'required',
    domainLostAfterDays: 7,
  },
  throttles: {
    mailsPerAddressPerHour: 5,
    mailsPerMailboxPerHour: 30,
    mailsPerClientPerHour: 200,
    mailsToUnknownPerHour: 2_000,
    checkoutsPerAccountPerHour: 20,
  },
};

/** The configuration cannot be used; `message` has one line for each mistake: its path, then the allowed values. */
export class CatalogInvalid extends Error {
  constructor(lines: readonly string[]) {
    super(`tollgate.config.ts cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'CatalogInvalid';
    // The mistake is in the configuration, not at a line of ours: a printed stack shows the list instead.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** A licence text may not be served as it is; `message` has a sentence for each, with the remedy. */
export class LicenceRefused extends Error {
  readonly #catalog: Catalog;

  constructor(sentences: readonly string[], catalog: Catalog) {
    super(sentences.join('\n'));
    this.name = 'LicenceRefused';
    this.stack = `${this.name}: ${this.message}`;
    this.#catalog = catalog;
  }

  /** The texts, for the command that publishes them. */
  get catalog(): Catalog {
    return this.#catalog;
  }
}

/**
 * Checks `tollgate.config.ts` and fills in defaults.
 * @throws CatalogInvalid with every mistake and its path.
 * @throws LicenceRefused where a published text was changed or is missing.
 */
export function defineTollgate(input: CatalogInput): Catalog {
  const errors = catalogErrors(input);
  if (errors.length > 0) throw new CatalogInvalid(errors.map(({ field, message }) => `${field}: ${message}`));
  const { throttles, badgeReview, ...settings } = input.settings ?? {};
  const catalog: Catalog = {
    ...input,
    operators: input.operators.map((each) => (typeof each === 'string' ? { email: each, role: 'owner' } : each)),
    settings: {
      ...defaultSettings,
      promotionCodes: (input.coupons ?? []).some(({ codes = [] }) => codes.length > 0),
      ...given(settings),
      badgeReview: { ...defaultSettings.badgeReview, ...given(badgeReview ?? {}) },
      throttles: { ...defaultSettings.throttles, ...given(throttles ?? {}) },
    },
  };
  const refusals = publicationMistakes(catalog);
  if (refusals.length > 0) throw new LicenceRefused(refusals, catalog);
  return catalog;
}

/** Leaves out fields that are undefined: spreading them would hide a default. */
const given = <T extends object>(settings: T): T =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
