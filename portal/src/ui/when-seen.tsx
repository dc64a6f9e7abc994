import { type ReactNode, useEffect, useRef, useState } from 'react';

/** A part at the end of a page. Its code, texts and data are loaded once somebody scrolls to it; until then its room is kept. */
export function WhenSeen({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className="when-seen">
      {isSeen && children}
    </div>
  );
}
