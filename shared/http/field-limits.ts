/** How many characters the API takes at the most in a text, by what it is; the portal's fields take as many. */
export const fieldLimits = {
  /** RFC 5321, section 4.5.3.1 */
  email: 254,
  organization: 100,
  keyLabel: 60,
  appName: 60,
  appPurpose: 500,
  useCaseAudience: 500,
  useCaseShownAt: 500,
  passkeyLabel: 60,
  operatorCode: 60,
  acceptedBy: 100,
  displayName: 80,
  webAddress: 500,
  badgeAnswer: 1_000,
  publicKey: 1_000,
  badgeAppeal: 2_000,
  reason: 500,
  contestReason: 2_000,
  company: 200,
  addressLine: 200,
  city: 100,
  postalCode: 20,
  state: 100,
  vatId: 30,
  /** Stripe's of a custom field. https://docs.stripe.com/api/invoices/create#create_invoice-custom_fields-value */
  purchaseOrder: 140,
} as const;

/** How many entries the API takes at the most in a list, by what it is. */
export const listLimits = { keyScopes: 20, keyCidrs: 20 } as const;

/** For how many seconds the API lets the secret before a new one work at the most: a day. */
export const maxOverlapSeconds = 86_400;
