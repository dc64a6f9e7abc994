import type { PackPeriod, PackSource } from './pack-source.ts';

/** The first thing that a reader of a pack sees, in English and Arabic. */
export function packReadme({
  organization,
  period,
  origin,
}: Pick<PackSource, 'organization' | 'origin'> & { readonly period: PackPeriod }): string {
  return [
    '# Evidence pack',
    `Organization: ${organization.name} (${organization.id})`,
    `Period: ${period.from} to ${period.to} (the end is not part of it)`,
    'Run `node verify.mjs` in this folder. It needs Node 20.12 or newer, and no network.',
    'A false pack may have a false verifier. Take another copy from here:',
    `${origin}/docs/verify.mjs`,
    'Add `--key THUMBPRINT` with the thumbprint of the key that you know. It is published here:',
    `${origin}/.well-known/tollgate/keys`,
    'A buyer adds `--receipts FILE` with its receipts. Anybody adds `--witness FILE` with seals or statements that they kept.',
    'This page says how to check the pack by hand with `openssl` and `sha256sum`:',
    `${origin}/docs/evidence-by-hand`,
    '`report.pdf` sums the pack up. It names the fact that each piece shows, and the facts that none shows.',
    'The pack shows at least these reads: a crash may lose the entries of its last seconds.',
    'Invoices, payments, refusals and API keys are not sealed by the hour. The signature of this pack covers them.',
    '# حزمة الأدلة',
    `المنظمة: ${organization.name} (${organization.id})`,
    'شغّل `node verify.mjs` في هذا المجلد. يحتاج إلى Node 20.12 أو أحدث، ولا يحتاج إلى شبكة.',
    'تُثبت الحزمة هذه القراءات على الأقل: قد يُضيّع تعطّلٌ سجلات الثواني الأخيرة منه.',
    '',
  ].join('\n\n');
}
