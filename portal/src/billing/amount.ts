/** Converts a typed amount, with a point or a comma, to minor units. It works on the digits, so nothing is rounded. */
export function minorOf(text: string, decimals: number): number {
  const [whole = '', fraction = ''] = text.split(/[.,]/);
  return Number(whole + fraction.padEnd(decimals, '0'));
}
