import type Stripe from 'stripe';
import { invalidRequest, missingParameter } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

type Brand = Stripe.Checkout.SessionCreateParams.BrandingSettings;

const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

/** Refuses a look that Stripe does not show. Fonts and borders that it does not offer are refused as any unknown value is. */
export function checkBrand(sim: Simulation, brand: Brand = {}): void {
  if (sim.rules.isOn('K9'))
    for (const name of ['background_color', 'button_color'] as const) checkColour(name, brand[name]);
  if (sim.rules.isOn('K10')) checkImages(brand);
}

function checkColour(name: string, colour: string | null | undefined): void {
  if (!colour || hex.test(colour)) return;
  const param = `branding_settings[${name}]`;
  throw invalidRequest(`Invalid hex color: ${colour}`, { param });
}

function checkImages(brand: Brand): void {
  if (brand.icon && brand.logo)
    throw invalidRequest('You may only specify one of these parameters: logo, icon.', {
      code: 'parameters_exclusive',
      param: 'branding_settings[logo]',
    });
  for (const name of ['icon', 'logo'] as const) {
    const image = brand[name];
    const param = `branding_settings[${name}]`;
    const [needed, refused] = image?.type === 'url' ? (['url', 'file'] as const) : (['file', 'url'] as const);
    if (image && !image[needed]) throw missingParameter(`${param}[${needed}]`);
    if (image?.[refused])
      throw invalidRequest(`You cannot set \`${refused}\` where \`type\` is \`${needed}\`.`, {
        param: `${param}[${refused}]`,
      });
  }
}
