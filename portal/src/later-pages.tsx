/** Pages whose code and texts are loaded when they are first opened. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { loadTexts } from './i18n/language.ts';
import type { TextPart } from './i18n/text-parts.ts';
import { Skeleton } from './ui/skeleton.tsx';

/** Loads the code of a page, or of a part of one. */
type Load<P> = () => Promise<{ readonly default: ComponentType<P> }>;

/** A page below an address: its path, its code, and the parts of the texts that it shows. */
export type LaterPage = readonly [path: string, load: Load<object>, ...parts: TextPart[]];

/** A component whose code and texts are loaded when it is first shown; it needs a `Suspense` above it. */
export const later = <P,>(load: Load<P>, ...parts: TextPart[]) =>
  lazy(async () => {
    const [loaded] = await Promise.all([load(), loadTexts(parts)]);
    return loaded;
  });

/** A page that may still be loading. */
export const Later = ({ children }: { readonly children: ReactNode }) => (
  <Suspense
    fallback={
      <div className="page">
        <Skeleton lines={6} />
      </div>
    }
  >
    {children}
  </Suspense>
);

/** The element of a page that is loaded when it is first opened. */
export function laterElement([, load, ...parts]: LaterPage): ReactNode {
  const Page = later(load, ...parts);
  return (
    <Later>
      <Page />
    </Later>
  );
}
