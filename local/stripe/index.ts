export type { Settings } from './core/settings.ts';
export type { Clock } from './core/time.ts';
export { loadSchemas } from './schema/load.ts';
export { type StripeSimulator, type StripeSimulatorOptions, startStripeSimulator } from './simulator.ts';
export type { FaultSettings } from './webhooks/faults.ts';
export type { Deliver } from './webhooks/sender.ts';
