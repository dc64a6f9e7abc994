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

/** A mail's subject and bodies, text and HTML, in the direction of its language. */
export function rendered({ subject, paragraphs, action, note }: Content, { language, sender }: Frame) {
  const link = action ? [`${action.label}:\n${action.link}`] : [];
  const text = [...paragraphs, ...link, note, `— ${sender}`].join('\n\n');
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  const html = `<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:16px;background:#f6f7f9;color:#14171c;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Tahoma,sans-serif">
<div style="max-width:520px;margin:0 auto;padding:24px 22px;background:#fff;border:1px solid #dfe3e8;border-radius:12px;overflow-wrap:anywhere">
<p style="margin:0 0 20px;font-weight:700">${escapeHtml(sender)}</p>
${paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`).join('\n')}
${action ? button(action) : ''}<p style="margin:0;color:#565d68;font-size:14px">${escapeHtml(note)}</p>
</div></body></html>
`;
  return { subject, text, html };
}

const button = ({ label, link }: NonNullable<Content['action']>): string =>
  `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;background:#0a5c4a;color:#fff;border-radius:8px;text-decoration:none;font-weight:600">${escapeHtml(label)}</a></p>\n`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
