const mostRecords = 1_000_000_000;

/** A whole number as people type it: with separators, or with Arabic digits. */
export function numberIn(text: string): number {
  const latin = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return Math.min(mostRecords, Number(latin.replace(/\D/g, '').slice(0, 12) || 0));
}
