import type { SecretName } from '../../shared/env.ts';
import catalog from '../../tollgate.config.ts';
import { putParameter } from '../parameters.ts';

/** Writes the secret that the gateway sends to one upstream in its `secretHeader`; running functions use it within a minute. */
export async function putUpstreamSecret(path: string, given: { readonly id: string; readonly secret?: string }) {
  const { id, secret = '' } = given;
  const asking = (catalog.upstreams ?? []).filter(({ secretHeader }) => secretHeader !== undefined);
  if (!asking.some((upstream) => upstream.id === id)) {
    const known = asking.map((upstream) => upstream.id).join(', ') || 'none';
    throw new Error(`There is no upstream "${id.slice(0, 60)}" with a secretHeader; those that have one: ${known}.`);
  }
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,998}[\x21-\x7e])?$/.test(secret)) {
    throw new Error('Set UPSTREAM_SECRET to what the header is to carry: 1 to 1000 characters of ASCII.');
  }
  const name: SecretName = `upstream-${id}`;
  await putParameter(`${path}/${name}`, secret);
  console.log(`~ ${path}/${name}`);
}
