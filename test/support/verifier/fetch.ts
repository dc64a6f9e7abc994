/**
 * A verifier of Open Badges 3.0 written only from the specifications, with jose and zlib: section 9.1 of OB 3.0 and what it refers to. It knows
 * nothing of the deployment but what is published over HTTP, and shares no code with it.
 */
export type Fetch = (address: string) => Promise<Response>;
