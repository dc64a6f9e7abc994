/** The id of a request: `{API Gateway's id}.{organization}.{time}` once the organization is known, and API Gateway's alone before. */

/** The id of a request that is being answered. */
export type RequestId = {
  /** Notes whose request it is: the caller has proved to act for this organization. */
  isOf(organizationId: string): void;
  text(): string;
};

/** The id of a request that came at a time, epoch milliseconds. It is a function of what is in memory, so nothing stores it. */
export function requestId(gatewayId: string, atMs: number): RequestId {
  let organization: string | undefined;
  return {
    isOf: (organizationId) => {
      organization = organizationId;
    },
    text: () => (organization === undefined ? gatewayId : idWithin(gatewayId, organization, atMs)),
  };
}

/** An id with the organization that it belongs to, and the second of its time. */
export const idWithin = (id: string, organizationId: string, atMs: number): string =>
  `${id}.${organizationId}.${new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** An id of a request, taken apart. `at`: the second, ISO-8601 UTC. */
export type ParsedRequestId = { readonly id: string; readonly organizationId: string; readonly at: string };

/** Takes an id apart; null where it names no organization or no time. It proves nothing: anybody may have made it up. */
export function parseRequestId(text: string): ParsedRequestId | null {
  const [, id, organizationId, date, time] = /^([^.\s]{1,128})\.([\w-]{1,64})\.(\d{8})T(\d{6})Z$/.exec(text) ?? [];
  if (id === undefined || organizationId === undefined || date === undefined || time === undefined) return null;
  const at = `${date.replace(/(\d{4})(..)/, '$1-$2-')}T${time.replace(/(..)(..)/, '$1:$2:')}.000Z`;
  const ms = Date.parse(at);
  const isTime = !Number.isNaN(ms) && new Date(ms).toISOString() === at;
  return isTime ? { id, organizationId, at } : null;
}
