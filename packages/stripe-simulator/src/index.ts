/** The package's whole public API. */
export type { Settings } from './core/settings.ts';
export { type StripeSimulator, type StripeSimulatorOptions, startStripeSimulator } from './simulator.ts';
export type { FaultSettings } from './webhooks/faults.ts';
