/** The address ranges in a text, one a line or between commas. An address alone is a range of one. */
export const networksIn = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map((each) => (each.includes('/') ? each : `${each}/${each.includes(':') ? 128 : 32}`));

/** Names the range that the API refused, by its error of the field `cidrs.N`; undefined for any other error. */
export function wrongRange(fields: readonly string[], ranges: readonly string[]): string | undefined {
  const [, at] = fields.map((field) => /^cidrs\.(\d+)$/.exec(field)).find((match) => match !== null) ?? [];
  return at === undefined ? undefined : ranges[Number(at)];
}
