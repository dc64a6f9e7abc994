import type Stripe from 'stripe';

/** The seller of a page, with the style that was chosen for it. */
export type Look = { readonly seller: string; readonly style: string };

const radii: Readonly<Record<string, string>> = { rectangular: '0', rounded: '.375rem', pill: '1.5rem' };
const isColour = (text: string) => /^#[0-9a-f]{3,6}$/i.test(text);

/** The look of a session's page. Only values that cannot end the style sheet are in it. */
export function lookOf({ branding_settings: brand }: Stripe.Checkout.Session): Look | undefined {
  if (!brand) return undefined;
  const { background_color: background, button_color: button, border_style: border, font_family: font } = brand;
  const face = font.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const rules = [
    isColour(background) ? `body { background: ${background} }` : '',
    isColour(button) ? `button:not(.plain) { background: ${button}; border-color: ${button} }` : '',
    `input, button { border-radius: ${radii[border] ?? radii.rounded} }`,
    /^\w+$/.test(font) && font !== 'default' ? `body { font-family: '${face.join(' ')}', system-ui, sans-serif }` : '',
  ];
  return { seller: brand.display_name, style: rules.filter(Boolean).join('\n') };
}
