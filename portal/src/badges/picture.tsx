import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getFile } from '../api/client.ts';
import { dataUrlOf } from './picture-file.ts';

/** A holder's picture; an empty frame if there is none or it does not load. The name is next to it, so it has no text of its own. */
export function Picture({ src }: { readonly src: string | null }) {
  const [failed, setFailed] = useState<string>();
  const shown = useShown(src);
  if (shown === null || failed === shown) return <span className="picture" aria-hidden="true" />;
  return <img className="picture" src={shown} alt="" width={64} height={64} onError={() => setFailed(shown)} />;
}

/** The address to show: of a picture that needs a session, its bytes, as the organization of this page may read them. */
function useShown(src: string | null): string | null {
  const isOwn = src?.startsWith('/v1/') ?? false;
  const own = useQuery({
    queryKey: ['badges', 'picture', src],
    queryFn: async () => dataUrlOf(await getFile(src ?? '', 'image/*')),
    enabled: isOwn,
    retry: false,
  });
  return isOwn ? (own.data ?? null) : src;
}
