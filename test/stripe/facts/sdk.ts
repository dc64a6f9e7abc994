import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const resources = fileURLToPath(new URL('../../../node_modules/stripe/cjs/resources/', import.meta.url));

/**
 * The SDK's type of parameters for each operation: `POST /v1/billing/meters` has `Billing.MeterCreateParams`. Read from the files of the
 * installed stripe-node: its code names the address of each method, its declarations the type.
 */
export function sdkParameterTypes(): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const file of globSync('**/*.js', { cwd: resources })) {
    const code = readFileSync(`${resources}${file}`, 'utf8');
    const declarations = readFileSync(`${resources}${file.replace(/js$/, 'd.ts')}`, 'utf8');
    const namespace = file
      .split('/')
      .slice(0, -1)
      .map((part) => `${part}.`)
      .join('');
    for (const { method, operation } of requestsIn(code)) {
      const [, type] = new RegExp(`^ {4}${method}\\(.*?params\\??: ([\\w.]+)`, 'm').exec(declarations) ?? [];
      if (type) types.set(operation, type.includes('.') ? type : `${namespace}${type}`);
    }
  }
  return types;
}

function requestsIn(code: string): { method: string; operation: string }[] {
  let method = '';
  return code.split('\n').flatMap((line) => {
    method = /^ {4}(\w+)\(/.exec(line)?.[1] ?? method;
    const [, verb, address = ''] = /_makeRequest\('(\w+)', [`']([^`']+)[`']/.exec(line) ?? [];
    return verb ? [{ method, operation: `${verb} ${address.replace(/\$\{[^}]*\}/g, '{}')}` }] : [];
  });
}
