import { textIn } from '../../shared/domain/catalog/localized.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { PageReader } from '../../shared/stripe/hosted-pages.ts';
import type { BillingDeps } from './deps.ts';

/** The reader of a page at Stripe that this request leads to. */
export function pageReaderOf({ catalog }: Pick<BillingDeps, 'catalog'>, request: ApiRequest): PageReader {
  const language = languageOf(request);
  return { siteName: textIn(catalog.name, language), language };
}
