import { colours, fontText } from '../../../design/tokens.ts';
import type { Language } from '../accounts/account.ts';

/** The text of a mail; the frame around it is the same for all. */
export type Content = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Absent: there is nothing to open. */
  readonly action?: { readonly label: string; readonly link: string };
  /** Below the button, smaller. */
  readonly note: string;
};

type Frame = { readonly language: Language; readonly sender: string };

const of = (theme: 0 | 1) => (name: keyof typeof colours) => colours[name][theme];
const [light, dark] = [of(0), of(1)];

/** Clients that know `prefers-color-scheme` show the dark theme; all others have the light one, written on the elements. */
const darkTheme = `<style>@media(prefers-color-scheme:dark){.canvas{background:${dark('canvas')}!important;color:${dark('ink')}!important}.card{background:${dark('surface')}!important;border-color:${dark('line')}!important;border-top-color:${dark('mark')}!important}.quiet{color:${dark('ink-2')}!important}.act{background:${dark('accent')}!important;color:${dark('on-accent')}!important}}</style>`;

/** A mail's subject and bodies, text and HTML, in the direction of its language. */
export function rendered({ subject, paragraphs, action, note }: Content, { language, sender }: Frame) {
  const link = action ? [`${action.label}:\n${action.link}`] : [];
  const text = [...paragraphs, ...link, note, `— ${sender}`].join('\n\n');
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  const lines = language === 'ar' ? 1.7 : 1.55;
  const html = `<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>${darkTheme}</head>
<body class="canvas" style="margin:0;padding:16px;background:${light('canvas')};color:${light('ink')};font:16px/${lines} ${fontText}">
<div class="card" style="max-width:520px;margin:0 auto;padding:24px 22px;background:${light('surface')};border:1px solid ${light('line')};border-top:4px solid ${light('mark')};border-radius:10px;overflow-wrap:anywhere">
<p style="margin:0 0 20px;font-weight:600">${escapeHtml(sender)}</p>
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`).join('\n')}
${action ? button(action) : ''}<p class="quiet" style="margin:0;color:${light('ink-2')};font-size:14px">${escapeHtml(note)}</p>
</div></body></html>
`;
  return { subject, text, html };
}

const button = ({ label, link }: NonNullable<Content['action']>): string =>
  `<p style="margin:24px 0"><a class="act" href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;background:${light('accent')};color:${light('on-accent')};border-radius:6px;text-decoration:none;font-weight:500">${escapeHtml(label)}</a></p>\n`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
