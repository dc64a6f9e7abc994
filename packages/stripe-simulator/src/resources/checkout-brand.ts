import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';

type Wanted = Stripe.Checkout.SessionCreateParams.BrandingSettings;
type Image = Stripe.Checkout.Session.BrandingSettings.Icon;

/** The look of a session's page: as it was asked for, else as the account has it. An empty text takes the account's too. */
export const brandOf = (sim: Simulation, wanted: Wanted = {}): Stripe.Checkout.Session.BrandingSettings => ({
  background_color: wanted.background_color || '#ffffff',
  border_style: wanted.border_style || 'rounded',
  button_color: wanted.button_color || '#0074d4',
  display_name: wanted.display_name ?? sim.settings.accountName,
  font_family: wanted.font_family || 'default',
  icon: imageOf(wanted.icon),
  logo: imageOf(wanted.logo),
});

const imageOf = (image: Wanted['icon']): Image | null =>
  image ? { type: image.type, ...(image.file && { file: image.file }), ...(image.url && { url: image.url }) } : null;
