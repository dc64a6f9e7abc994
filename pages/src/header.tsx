import { addressIn } from '../addresses.ts';
import type { Page } from './page.ts';
import type { Reader } from './site.ts';

const places = [
  ['/datasets', 'nav.datasets'],
  ['/docs', 'nav.docs'],
  ['/pricing', 'nav.pricing'],
  ['/status', 'nav.status'],
  ['/badges', 'nav.badges'],
] as const;

type HeaderProps = { readonly page: Page; readonly reader: Reader };

/** The site's name, the places, the other language, and the ways in. On a narrow screen the places are a menu. */
export function Header({ page, reader }: HeaderProps) {
  const { language, say, catalog, to, toPortal } = reader;
  const other = language === 'ar' ? 'en' : 'ar';
  const signIn = <SignIn reader={reader} />;
  return (
    <header class="header">
      <div class="inner">
        <a class="brand" href={to('/')}>
          <span class="brand-mark" aria-hidden="true" />
          <bdi>{catalog.name}</bdi>
        </a>
        <nav class="nav" id="menu" popover="auto" aria-label={say('nav.main')}>
          {places.map(([address, text]) => (
            <a
              key={address}
              href={address === '/badges' ? address : to(address)}
              aria-current={isWithin(page.address, address) ? 'page' : undefined}
            >
              {say(text)}
            </a>
          ))}
          <span class="only-narrow">{signIn}</span>
        </nav>
        <div class="header-end">
          <a href={addressIn(other, page.address)} lang={other} hreflang={other} dir={other === 'ar' ? 'rtl' : 'ltr'}>
            {say('nav.language')}
          </a>
          <span class="only-wide">{signIn}</span>
          <a class="button button-primary button-small only-wide" href={toPortal('/sign-up')}>
            {say('nav.getKey')}
          </a>
          <button class="button button-plain button-small menu-button" type="button" popovertarget="menu">
            {say('nav.menu')}
          </button>
        </div>
      </div>
    </header>
  );
}

/** Both links are there. A browser that signed in before shows the second (`data-signed-in` on the root). */
const SignIn = ({ reader: { say, toPortal } }: { readonly reader: Reader }) => (
  <>
    <a class="when-out" href={toPortal('/sign-in')}>
      {say('nav.signIn')}
    </a>
    <a class="when-in" href={toPortal('/app')}>
      {say('nav.dashboard')}
    </a>
  </>
);

const isWithin = (address: string, place: string): boolean => address === place || address.startsWith(`${place}/`);
