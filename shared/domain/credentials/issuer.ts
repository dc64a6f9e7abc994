/** The deployment as an issuer: its `did:web`, whose document lies at `/.well-known/did.json`. A port is percent-encoded, as the method asks. */
export const issuerDid = (origin: string): string => `did:web:${encodeURIComponent(new URL(origin).host)}`;

/** Where one public key is published as a JWK: the `kid` that our JWTs name. */
export const keyAddress = (origin: string, kid: string): string => `${origin}/badges/keys/${kid}`;
