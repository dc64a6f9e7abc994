import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Any of these says that somebody is there. */
const signs = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const;

/**
 * A part at the end of a page. Its code, texts and data are loaded once it is in sight and somebody has moved, so they are no part of the first
 * load. Until then its room is kept.
 */
export function WhenSeen({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    const begin = () => place.current && observer.observe(place.current);
    for (const sign of signs) window.addEventListener(sign, begin, { once: true, passive: true });
    return () => {
      observer.disconnect();
      for (const sign of signs) window.removeEventListener(sign, begin);
    };
  }, []);
  return (
    <div ref={place} className="when-seen">
      {isSeen && children}
    </div>
  );
}
