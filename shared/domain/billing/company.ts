import type { TaxId } from './vat-id.ts';

/** The company that an invoice bills. `taxId` null keeps the tax ids that the customer has. */
export type Company = {
  readonly name: string;
  readonly address: {
    readonly line1: string;
    readonly line2?: string;
    readonly city: string;
    readonly postalCode?: string;
    readonly state?: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
  };
  readonly taxId: TaxId | null;
};
