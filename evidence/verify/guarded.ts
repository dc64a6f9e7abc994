import type { Pack } from './folder.ts';

/** The result of a check. A file that is built otherwise than in any pack is a finding, and its check answers `without`. */
export function guarded<T>(
  pack: Pack,
  { file, without }: { readonly file: string; readonly without: T },
  check: () => T,
): T {
  try {
    return check();
  } catch (error) {
    pack.findings.add({ code: 'form', text: `the file is built otherwise: ${(error as Error).message}`, file });
    return without;
  }
}
