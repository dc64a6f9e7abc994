import { httpBasics } from '../../shared/connect.ts';
import { unrouted } from './handler.ts';

/** Lambda entry point of requests that match no route. */
export const handler = unrouted(httpBasics('unrouted'));
