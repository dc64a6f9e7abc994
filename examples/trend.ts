/** The work of your API; replace it with a query of your own. */
export async function trendOf(brand: string): Promise<readonly { readonly day: string; readonly mentions: number }[]> {
  if (brand === 'broken') throw new Error('The database is away');
  return [1, 2, 3].map((day) => ({ day: `2026-11-0${day}`, mentions: brand.length * day }));
}
