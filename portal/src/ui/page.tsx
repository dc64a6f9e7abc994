import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useCatalog } from '../catalog/catalog-api.ts';

type PageProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly lead?: ReactNode;
  readonly narrow?: boolean;
};

/** A page. Its heading names the document, and gets the focus after a navigation inside the portal. */
export function Page({ title, children, lead, narrow = false }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFromInside = useLocation().key !== 'default';
  const { data: catalog } = useCatalog();
  useEffect(() => {
    document.title = catalog ? `${title} · ${catalog.name}` : title;
  }, [title, catalog]);
  useEffect(() => {
    if (cameFromInside) heading.current?.focus();
  }, [cameFromInside]);
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <header className="page-header">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="lead">{lead}</p>}
      </header>
      {children}
    </div>
  );
}
