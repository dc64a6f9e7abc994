/** An address that a stranger typed. Only plain https becomes a link, which sends no referrer. A name in non-Latin letters is also shown in its ASCII form. */
export function OutsideLink({ href }: { readonly href: string }) {
  const url = href.startsWith('https://') ? URL.parse(href) : null;
  if (!url) return <bdi dir="ltr">{href}</bdi>;
  return (
    <>
      <a href={href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
        {href}
      </a>
      {!href.toLowerCase().includes(url.hostname) && (
        <>
          {' '}
          <code dir="ltr">{url.hostname}</code>
        </>
      )}
    </>
  );
}
