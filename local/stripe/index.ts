export type { Settings } from './core/settings.ts';
export { loadSchemas } from './schema/load.ts';
export { type StripeSimulator, startStripeSimulator } from './simulator.ts';
export type { FaultSettings } from './webhooks/faults.ts';
