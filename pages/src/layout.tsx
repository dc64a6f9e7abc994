import type { JSX } from 'preact';
import { addressIn, languages } from '../addresses.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import type { Page } from './page.ts';
import type { Reader } from './site.ts';

type LayoutProps = { readonly page: Page; readonly reader: Reader };

/** A whole document: what search engines and previews read, the frame, and the page. */
export function Layout({ page, reader }: LayoutProps): JSX.Element {
  const { language, say, site } = reader;
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return (
    <html lang={language} dir={direction}>
      <Head page={page} reader={reader} />
      <body>
        <a class="skip-link" href="#main">
          {say('nav.skip')}
        </a>
        <Header page={page} reader={reader} />
        <main id="main" tabIndex={-1}>
          <div class="page inner">{page.body}</div>
        </main>
        <Footer reader={reader} />
        <p
          class="said"
          role="status"
          data-said
          data-copied={say('code.copied')}
          data-not-copied={say('code.notCopied')}
        />
        {['page', ...(page.islands ?? [])].map((island) => (
          <script key={island} type="module" src={site.assets.islands[island]} />
        ))}
      </body>
    </html>
  );
}

function Head({ page, reader }: LayoutProps): JSX.Element {
  const { language, site, catalog } = reader;
  const title = page.address === '/' ? `${catalog.name}: ${page.title}` : `${page.title} · ${catalog.name}`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="same-origin" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <meta name="description" content={page.description} />
      <script src={site.assets.islands.first} />
      {site.assets.fonts[language].map((font) => (
        <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={site.assets.styles} />
      <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
      {page.isHidden ? <meta name="robots" content="noindex" /> : <Addresses page={page} reader={reader} />}
      <OpenGraph page={page} reader={reader} />
    </head>
  );
}

/** The address of a page in each language, which search engines want in full; nothing where the public address is not known at build. */
function Addresses({ page, reader: { language, site } }: LayoutProps): JSX.Element | null {
  if (site.origin === null) return null;
  const at = (each: typeof language) => `${site.origin}${addressIn(each, page.address)}`;
  return (
    <>
      <link rel="canonical" href={at(language)} />
      {languages.map((each) => (
        <link key={each} rel="alternate" hreflang={each} href={at(each)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={at('en')} />
    </>
  );
}

/** https://ogp.me: the preview of a link in chats and social networks. Address and picture are in it where they are known in full. */
function OpenGraph({ page, reader }: LayoutProps): JSX.Element {
  const { language, site, catalog } = reader;
  const locale = { en: 'en_GB', ar: 'ar_AR' } as const;
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={catalog.name} />
      <meta property="og:title" content={page.title} />
      <meta property="og:description" content={page.description} />
      <meta property="og:locale" content={locale[language]} />
      {site.origin !== null && (
        <>
          <meta property="og:url" content={`${site.origin}${addressIn(language, page.address)}`} />
          <meta property="og:image" content={`${site.origin}/pictures/${language}.png`} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content={`${catalog.name}: ${reader.say('home.title')}`} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
    </>
  );
}
