import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Licence } from '../../shared/domain/catalog/licence.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';

type Terminal = { readonly input: Readable & { readonly isTTY?: boolean }; readonly output: Writable };

/** The licence from `--licence`; otherwise asks at the terminal until the answer names one. Throws if there is no terminal. */
export async function chosenLicence(
  licences: readonly Licence[],
  said: string | undefined,
  { input, output }: Terminal,
): Promise<string> {
  const ids = licences.map(({ id }) => id);
  if (said !== undefined && ids.includes(said)) return said;
  const list = ids.join(', ') || 'none yet';
  if (said !== undefined)
    throw new Error(
      `There is no licence ${JSON.stringify(said)}; tollgate.config.ts has ${list}. Write its text into licences/ first`,
    );
  if (!input.isTTY) throw new Error(`Say under which licence the data is sold: --licence ID, of ${list}`);
  const lines = createInterface({ input, output });
  try {
    output.write('\nUnder which licence is it sold? Nobody reads a record before accepting it.\n');
    for (const [index, { id, title, version }] of licences.entries())
      output.write(`  ${index + 1}  ${id}: ${textIn(title, 'en')} (${version})\n`);
    output.write('Number or id: ');
    for await (const line of lines) {
      const answer = line.trim();
      const found = ids.includes(answer) ? answer : ids[Number(answer) - 1];
      if (found !== undefined) return found;
      output.write(`There is none such; there are 1 to ${ids.length}: ${list}.\nNumber or id: `);
    }
    throw new Error('No licence was chosen, so nothing was published');
  } finally {
    lines.close();
  }
}
