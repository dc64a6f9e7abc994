/** An amount as it was typed, with a point or a comma, in minor units: by its digits, so that nothing is rounded. */
export function minorOf(text: string, decimals: number): number {
  const [whole = '', fraction = ''] = text.split(/[.,]/);
  return Number(whole + fraction.padEnd(decimals, '0'));
}
