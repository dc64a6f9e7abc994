import type { PublicStatus } from '../../../domain/badges/badge.ts';
import type { CredentialCheckStep as CredentialStep } from '../verify-credential.ts';

/** The texts of the public pages in one language. */
export type Texts = {
  readonly sentence: Record<PublicStatus, string>;
  readonly holder: {
    readonly kind: string;
    readonly handle: string;
    readonly issuer: string;
    readonly since: string;
    readonly reviewed: string;
    readonly until: string;
    readonly site: string;
    readonly domain: string;
    readonly parent: string;
    readonly affiliates: string;
    readonly seeAffiliates: string;
    readonly reason: string;
    readonly picture: string;
    readonly embed: string;
    readonly embedHint: string;
    readonly json: string;
    readonly credential: string;
  };
  readonly directory: {
    readonly title: string;
    readonly affiliatesOf: string;
    readonly lead: string;
    readonly search: string;
    readonly kind: string;
    readonly anyKind: string;
    readonly find: string;
    readonly none: string;
    readonly more: string;
  };
  /** Addresses of pages that are built ahead, each with its name. */
  readonly footer: readonly (readonly [address: string, name: string])[];
  readonly missing: { readonly title: string; readonly lead: string };
  readonly check: {
    readonly title: string;
    readonly lead: string;
    readonly address: string;
    readonly checkAddress: string;
    readonly credential: string;
    readonly file: string;
    readonly checkCredential: string;
    readonly valid: string;
    readonly notValid: string;
    readonly passed: string;
    readonly failed: string;
    readonly openPage: string;
    readonly steps: Record<PageCheckStep, string>;
    readonly details: Record<CheckDetail, string>;
    /** For each step of a credential check: its name, and the meaning of a fault. */
    readonly credentialSteps: Record<CredentialStep['step'], { readonly name: string; readonly fault: string }>;
  };
};

/** The steps of a check by address or handle. */
export type PageCheckStep = 'ours' | 'badge' | 'status';

/** The sentences that explain a step of that check. */
export type CheckDetail = 'isOurs' | 'notOurs' | 'noBadge' | 'isBadge';
