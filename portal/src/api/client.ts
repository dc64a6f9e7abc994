import i18next from 'i18next';
import type { Listing, Problem } from '../../../shared/http/views.ts';
import { actingOrganization } from './organization.ts';
import { presenceShown } from './presence.ts';
import { isProblem, localProblem, ProblemError } from './problem.ts';
import { viewedBy } from './viewing.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function send(method: Method, path: string, body?: object, accept = 'application/json'): Promise<Response> {
  const headers = new Headers({ Accept: accept, 'Accept-Language': i18next.language });
  if (method !== 'GET') headers.set('X-CSRF', '1');
  const viewed = viewedBy(path);
  const organization = actingOrganization();
  if (viewed) headers.set('Tollgate-View', viewed);
  else if (organization) headers.set('Tollgate-Organization', organization);
  if (body) headers.set('Content-Type', 'application/json');
  const payload = body && JSON.stringify(body);
  return fetch(path, { method, headers, body: payload }).catch(() => Promise.reject(localProblem('network', 0)));
}

/** Problem codes for refusals of CloudFront and API Gateway, whose bodies are not problems, by status. */
const refusedBefore = { 404: 'not_found', 413: 'too_large', 429: 'rate_limited' } as const;

const isRefusedBefore = (status: number): status is keyof typeof refusedBefore => status in refusedBefore;

async function refusalOf(response: Response): Promise<ProblemError> {
  const { status } = response;
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  if (!isProblem) return localProblem(isRefusedBefore(status) ? refusedBefore[status] : 'unavailable', status);
  return new ProblemError((await response.json()) as Problem, response.headers.get('content-language') ?? undefined);
}

async function answered<T>(method: Method, path: string, body?: object): Promise<T> {
  const response = await send(method, path, body);
  if (!response.ok) throw await refusalOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A request refused for want of presence was not acted on, so it is sent once more after the person has shown to be there. */
async function call<T>(method: Method, path: string, body?: object): Promise<T> {
  try {
    return await answered<T>(method, path, body);
  } catch (error) {
    if (isProblem(error, 'presence_required') && (await presenceShown())) return answered<T>(method, path, body);
    throw error;
  }
}

/** Reads JSON. @throws ProblemError for every refusal, and if there is no answer */
export const get = <T>(path: string): Promise<T> => call<T>('GET', path);

/** Reads JSON with a key in place of the session. @throws ProblemError for every refusal, and if there is no answer */
export async function readWithKey<T>(path: string, key: string): Promise<T> {
  const headers = { Accept: 'application/json', 'Accept-Language': i18next.language, Authorization: `Bearer ${key}` };
  const response = await fetch(path, { headers, credentials: 'omit' }).catch(() =>
    Promise.reject(localProblem('network', 0)),
  );
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as T;
}

/** Reads a picture or a file, which an element of the page could not: elements send no header that names the organization. */
export async function getFile(path: string, accept: string): Promise<Blob> {
  const response = await send('GET', path, undefined, accept);
  if (!response.ok) throw await refusalOf(response);
  return response.blob();
}

/** Reads a text of another type than JSON, such as a file. @throws ProblemError for every refusal, and if there is no answer */
export async function getText(path: string, type: string): Promise<string> {
  const response = await send('GET', path, undefined, type);
  if (!response.ok) throw await refusalOf(response);
  return response.text();
}

/** Sends a change as JSON, with a header that a form of another site cannot send. It is repeated only after a dialog about presence. */
export const post = <T = void>(path: string, body: object = {}): Promise<T> => call<T>('POST', path, body);

/** Replaces a resource; sending it again has the same result. */
export const put = <T = void>(path: string, body: object): Promise<T> => call<T>('PUT', path, body);

/** Changes the given fields of a resource, and leaves the others. */
export const patch = <T = void>(path: string, body: object): Promise<T> => call<T>('PATCH', path, body);

/** Removes a resource. Neither the request nor the answer has a body (RFC 9110, 9.3.5). */
export const remove = (path: string): Promise<void> => call('DELETE', path);

/** The path with one more query parameter. */
export const withQuery = (path: string, name: string, value: string) =>
  `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;

/** One page of a list; `cursor` is the previous page's. */
export const getPage = <T>(path: string, cursor?: string): Promise<Listing<T>> =>
  get(cursor ? withQuery(path, 'cursor', cursor) : path);

/** Every item of a list that is short by nature (keys, licences, badges), page after page. */
export async function getAll<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Listing<T> = await getPage<T>(path, cursor);
    items.push(...page.data);
    cursor = page.cursor;
  } while (cursor);
  return items;
}
