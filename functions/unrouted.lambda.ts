import { httpBasics } from '../shared/connect.ts';
import { unrouted } from './unrouted.ts';

export const handler = unrouted(httpBasics('unrouted'));
