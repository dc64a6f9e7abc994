/** A text in the quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The command that sends a request of the log again; `query` is its method, path and query, as in `GET /data/posts?brand=Havnora`. */
export function curlOf(query: string, origin: string): string {
  const space = query.indexOf(' ');
  const [method, path] = [query.slice(0, space), query.slice(space + 1)];
  const verb = method === 'GET' ? '' : `-X ${method} `;
  return `curl ${verb}-H "Authorization: Bearer YOUR_KEY" \\\n  ${quoted(origin + path)}`;
}
