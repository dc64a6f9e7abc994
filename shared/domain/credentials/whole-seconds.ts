/** A time such as `2026-11-26T08:00:00Z`, cut to its second, as JWT's NumericDate and the credential must both state it. */
export const wholeSeconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;
