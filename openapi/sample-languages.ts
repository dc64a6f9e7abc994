type Query = readonly (readonly [string, string])[];

/** A request that a sample makes. */
export type SampleRequest = {
  readonly method: string;
  readonly url: string;
  readonly query: Query;
  readonly headers: Query;
  readonly needsKey: boolean;
  /** The answer is at another address, which is shown and not followed. */
  readonly isElsewhere: boolean;
};

const quoted = (text: string): string => `'${text}'`;

/** The request as a command of curl. */
export function inCurl({ method, url, query, headers, needsKey }: SampleRequest): string {
  const parts = [
    method === 'GET'
      ? `curl --silent --get ${quoted(url)}`
      : `curl --silent --request ${method} ${quoted(withQuery(url, query))}`,
    ...(needsKey ? ['--header "Authorization: Bearer $TOLLGATE_KEY"'] : []),
    ...headers.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(method === 'GET' ? query.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`) : []),
  ];
  return parts.join(' \\\n  ');
}

const withQuery = (url: string, query: Query): string =>
  query.length > 0 ? `${url}?${new URLSearchParams(Object.fromEntries(query))}` : url;

const inObject = (pairs: Query, indent: string): string =>
  pairs.map(([name, value]) => `${indent}${/^\w+$/.test(name) ? name : quoted(name)}: ${quoted(value)},`).join('\n');

/** Code of the sample itself: the template is filled when the sample runs. */
const bearer = '`Bearer $' + '{process.env.TOLLGATE_KEY}`';

/** The request in TypeScript, as Node runs it. */
export function inTypeScript({ method, url, query, headers, needsKey, isElsewhere }: SampleRequest): string {
  const sent = [
    ...(needsKey ? [`    authorization: ${bearer},`] : []),
    ...(headers.length > 0 ? [inObject(headers, '    ')] : []),
  ];
  const options = [
    ...(method === 'GET' ? [] : [`  method: ${quoted(method)},`]),
    ...(isElsewhere ? [`  redirect: 'manual',`] : []),
    ...(sent.length > 0 ? ['  headers: {', ...sent, '  },'] : []),
  ];
  const address = query.length > 0 ? `\`${url}?\${query}\`` : quoted(url);
  return [
    ...(query.length > 0 ? ['const query = new URLSearchParams({', inObject(query, '  '), '});'] : []),
    options.length > 0
      ? `const response = await fetch(${address}, {\n${options.join('\n')}\n});`
      : `const response = await fetch(${address});`,
    'console.log(JSON.stringify(await response.json()));',
  ].join('\n');
}

/** The request in Python, with its standard library. */
export function inPython(request: SampleRequest): string {
  const { query, needsKey, isElsewhere } = request;
  const modules = [
    'json',
    ...(needsKey ? ['os'] : []),
    ...(query.length > 0 ? ['urllib.parse'] : []),
    'urllib.request',
  ];
  const pairs = query.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return [
    ...modules.map((name) => `import ${name}`),
    '',
    ...(isElsewhere ? [...stay, ''] : []),
    ...(query.length > 0 ? ['query = urllib.parse.urlencode({', ...pairs, '})'] : []),
    ...pythonRequest(request),
    `with ${isElsewhere ? 'urllib.request.build_opener(Stay).open' : 'urllib.request.urlopen'}(request) as response:`,
    '    print(json.dumps(json.load(response)))',
  ].join('\n');
}

/** Shows the address of the answer and does not follow it. */
const stay = [
  'class Stay(urllib.request.HTTPErrorProcessor):',
  '    http_response = https_response = lambda self, request, response: response',
];

function pythonRequest({ method, url, query, headers, needsKey }: SampleRequest): string[] {
  const sent = [
    ...(needsKey ? [`        "Authorization": f"Bearer {os.environ['TOLLGATE_KEY']}",`] : []),
    ...headers.map(([name, value]) => `        ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
  ];
  const address = query.length > 0 ? `f"${url}?{query}"` : `"${url}"`;
  const options = [
    ...(method === 'GET' ? [] : [`    method="${method}",`]),
    ...(sent.length > 0 ? ['    headers={', ...sent, '    },'] : []),
  ];
  if (options.length === 0) return [`request = ${address}`];
  return ['request = urllib.request.Request(', `    ${address},`, ...options, ')'];
}
