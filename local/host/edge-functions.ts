import type { IncomingMessage } from 'node:http';
import { createContext, runInContext } from 'node:vm';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { Resolver } from './intrinsics.ts';

const Properties = z.looseObject({ FunctionCode: z.string() });
const Request = z.looseObject({ uri: z.string(), headers: z.record(z.string(), z.looseObject({ value: z.string() })) });

/** What a function at the edge makes of a request for the API, whose path it gets as it was written: the headers that it sets. */
export type AtTheEdge = (request: IncomingMessage, path: string) => Readonly<Record<string, string>>;

/**
 * The template's CloudFront functions for viewers' requests, by their logical id. A function sees the path as it was written, each header
 * once and in lower case, and the viewer's address. Source: CloudFront, "CloudFront Functions event structure".
 */
export function readEdgeFunctions(assembly: Assembly, resolver: Resolver): ReadonlyMap<string, AtTheEdge> {
  const functions = new Map<string, AtTheEdge>();
  for (const resource of assembly.resources('AWS::CloudFront::Function')) {
    resolver.register(resource, resource.logicalId, { FunctionARN: resource.logicalId });
    const { FunctionCode } = Properties.parse(resolver.resolve(resource.properties, resource.stack));
    const context = createContext({});
    runInContext(FunctionCode, context);
    functions.set(resource.logicalId, (request, path) => {
      const event = eventOf(request, path);
      const sent = new Map(Object.entries(event.request.headers).map(([name, { value }]) => [name, value]));
      const told = runInContext(`handler(${JSON.stringify(event)})`, context);
      const { uri, headers } = Request.parse(JSON.parse(JSON.stringify(told)));
      if (uri !== path)
        throw new Error(`The local host does not understand ${resource.logicalId}: it moves a request for the API`);
      const set = Object.entries(headers).filter(([name, { value }]) => sent.get(name) !== value);
      return Object.fromEntries(set.map(([name, { value }]) => [name, value]));
    });
  }
  return functions;
}

const eventOf = ({ method, headersDistinct, socket }: IncomingMessage, uri: string) => ({
  version: '1.0',
  context: { eventType: 'viewer-request' },
  viewer: { ip: socket.remoteAddress ?? '' },
  request: {
    method,
    uri,
    headers: Object.fromEntries(
      Object.entries(headersDistinct)
        .filter(([name]) => name !== 'cookie')
        .map(([name, values = []]) => [name, { value: values.join(',') }]),
    ),
  },
});
