/** The work of your API: put a query of your own here. `broken` throws, to show that a failure costs nothing. */
export async function trendOf(brand: string): Promise<readonly { readonly day: string; readonly mentions: number }[]> {
  if (brand === 'broken') throw new Error('The database is away');
  return [1, 2, 3].map((day) => ({ day: `2026-11-0${day}`, mentions: brand.length * day }));
}
