import { docsPages } from './docs/docs-page.tsx';
import type { Page } from './page.ts';
import { datasetPages } from './pages/datasets.tsx';
import { designPage } from './pages/design.tsx';
import { homePage } from './pages/home.tsx';
import { licencePages } from './pages/licences.tsx';
import { pricingPage } from './pages/pricing.tsx';
import { problemPages } from './pages/problems.tsx';
import { statusPage } from './pages/status.tsx';
import type { Reader } from './site.ts';

/** Every page in one language, without the one for addresses that do not exist. */
export const pagesOf = (reader: Reader): Page[] => [
  homePage(reader),
  pricingPage(reader),
  ...datasetPages(reader),
  statusPage(reader),
  ...licencePages(reader),
  ...problemPages(reader),
  designPage(reader),
  ...docsPages(reader),
];
