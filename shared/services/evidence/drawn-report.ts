import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PackTools } from './pack-files.ts';
import { reportPdf } from './report-pdf.ts';

/** A file beside the function's code; `infra/bundle.ts` puts it there. */
const font = '@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf';

/** Draws the report with the font that lies beside the code. */
export const drawReport: PackTools['drawReport'] = async (summary) =>
  reportPdf(summary, await readFile(createRequire(import.meta.url).resolve(font)));
