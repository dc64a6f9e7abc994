import { invalidRequest } from '../core/problem.ts';
import type { Form, FormValue } from './form.ts';

/**
 * Reads a body of API v2, which is JSON, as a form, so that the same types parse it. `null` unsets, as an empty text does in v1.
 * https://docs.stripe.com/api-v2-overview @throws StripeProblem 400 where it is no JSON object
 */
export function parseJson(text: string): Form {
  const value = formOf(jsonOf(text || '{}'));
  if (typeof value === 'string') throw notAnObject();
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notAnObject();
  }
}

function formOf(value: unknown): FormValue {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  const form: Form = Object.create(null);
  for (const [name, part] of Object.entries(value)) form[name] = formOf(part);
  return form;
}

const notAnObject = () => invalidRequest('The request body has to be a JSON object.');
