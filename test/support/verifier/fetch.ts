/**
 * A verifier of Open Badges 3.0 written only from the specifications, with jose and zlib: section 9.1 of OB 3.0 and its references. It knows
 * only what the deployment publishes over HTTP, and shares no code with it.
 */
export type Fetch = (address: string) => Promise<Response>;
