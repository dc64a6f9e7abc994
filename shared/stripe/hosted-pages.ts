import type Stripe from 'stripe';
import { colours } from '../../design/tokens.ts';
import type { Language } from '../domain/accounts/account.ts';

/** The reader's language, and the site's name in it, which stands at the top of the page. */
export type PageReader = { readonly siteName: string; readonly language: Language };

/** The way back from the billing portal, and the language of its reader. */
export type PortalReturn = { readonly returnUrl: string; readonly language: Language };

/**
 * The language of a page that Stripe hosts. Stripe has no Arabic: there it takes the browser's language, and English where it has none of it
 * (`Checkout.SessionCreateParams.Locale` of stripe-node 23.1.0).
 */
export const localeOf = (language: Language): 'en' | 'auto' => (language === 'en' ? 'en' : 'auto');

/**
 * A checkout page in the brand and the language of its reader. Logo and icon stay those of the Stripe account. Inter is the face of Stripe's
 * list that is nearest to Geist in height and width. Radii of Stripe's come as a style. https://docs.stripe.com/payments/checkout/customization/appearance
 */
export const branded = ({ siteName, language }: PageReader) =>
  ({
    locale: localeOf(language),
    branding_settings: {
      display_name: siteName,
      background_color: colours.canvas[0],
      button_color: colours.accent[0],
      border_style: 'rounded',
      font_family: 'inter',
    },
  }) satisfies Stripe.Checkout.SessionCreateParams;
