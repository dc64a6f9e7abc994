import { httpBasics } from '../../shared/connect.ts';
import { unrouted } from './handler.ts';

export const handler = unrouted(httpBasics('unrouted'));
