/** The package's whole public API. */
export { type AnsweredCall, channels, type SentWebhook } from './core/exchanges.ts';
export type { Settings } from './core/settings.ts';
export type { StripeSimulatorOptions } from './options.ts';
export type { Rule } from './rules/rule.ts';
export { stripeRules } from './rules/rules.ts';
export type { JsonSchema, StripeSchemas } from './schema/json-schema.ts';
export { loadSchemas } from './schema/load.ts';
export { type StripeSimulator, startStripeSimulator } from './simulator.ts';
export type { FaultSettings } from './webhooks/faults.ts';
