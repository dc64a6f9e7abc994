import { useState } from 'react';

/** A holder's picture; an empty frame where there is none, or where it does not load. Its name stands beside it. */
export function Picture({ src }: { readonly src: string | null }) {
  const [failed, setFailed] = useState<string>();
  if (src === null || failed === src) return <span className="picture" aria-hidden="true" />;
  return <img className="picture" src={src} alt="" width={64} height={64} onError={() => setFailed(src)} />;
}
