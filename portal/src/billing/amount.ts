/** How many decimals a currency has: 2 for dollars, 0 for yen. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount as it was typed, with a point or a comma, in minor units: by its digits, so that nothing is rounded. */
export function minorOf(text: string, decimals: number): number {
  const [whole = '', fraction = ''] = text.split(/[.,]/);
  return Number(whole + fraction.padEnd(decimals, '0'));
}
