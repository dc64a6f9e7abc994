/** GET /v1/admin/suppressions → Listing<SuppressionView>: addresses that are not mailed. */
export type SuppressionView = {
  address: string;
  /** After a bounce nothing is sent; after a complaint only what its reader asks for. */
  reason: 'bounce' | 'complaint';
  at: string;
  /** The receiving server's own words, or the kind of complaint. */
  detail: string;
  accountId: string | null;
  organization: string | null;
};
