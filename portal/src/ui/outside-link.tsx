/** A stranger's address: a link only where it is plain https, and one that tells that site nothing. A name in other letters than Latin is shown in its ASCII form too. */
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
