/** Commands of curl for operations without a sample that runs by itself: their ids and bodies are the reader's own. */
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Schema } from '../../openapi/types-to-schema.ts';
import type { SampleRow } from '../src/site.ts';
import { exampleOf, requiredOf } from './schemas.ts';

/** An operation of the document as curl needs it. */
type Called = {
  readonly origin: string;
  readonly path: string;
  /** In capitals. */
  readonly method: string;
  readonly needs: 'key' | 'session' | 'nothing';
  readonly body: Schema | undefined;
  /** Names of query parameters that it needs. */
  readonly query: readonly string[];
};

/** The command; what only its reader knows stands as a shell variable: `$ID`, `$TOLLGATE_KEY`, `$TOLLGATE_SESSION`. */
export function curlOf({ origin, path, method, needs, body, query }: Called, document: OpenApiDocument): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => variable(name));
  const asked = query.map((name) => `${name}=${variable(name)}`).join('&');
  const isChange = method !== 'GET';
  const json = body && JSON.stringify(exampleOf(requiredOf(body, { document }), { document }, noRecord));
  return [
    `curl --silent${isChange ? ` --request ${method}` : ''} "${origin}${filled}${asked && `?${asked}`}"`,
    ...(needs === 'key' ? ['--header "Authorization: Bearer $TOLLGATE_KEY"'] : []),
    ...(needs === 'session' ? ['--cookie "__Host-tollgate=$TOLLGATE_SESSION"'] : []),
    ...(needs === 'session' && isChange ? ['--header "X-CSRF: 1"'] : []),
    ...(json ? [`--json '${json.replaceAll("'", '’')}'`] : []),
  ].join(' \\\n  ');
}

const noRecord: SampleRow = { id: '…' };

const variable = (name: string): string => `$${name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`;
