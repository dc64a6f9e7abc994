import { useState } from 'react';

/** A holder's picture; an empty frame if there is none or it does not load. The name is next to it, so it has no text of its own. */
export function Picture({ src }: { readonly src: string | null }) {
  const [failed, setFailed] = useState<string>();
  if (src === null || failed === src) return <span className="picture" aria-hidden="true" />;
  return <img className="picture" src={src} alt="" width={64} height={64} onError={() => setFailed(src)} />;
}
