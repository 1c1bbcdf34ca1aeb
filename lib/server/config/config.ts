export { ConfigError, type ConfigMistake, isConfigError } from './config-error.ts'
export { type LoadOptions, loadConfig } from './load-config.ts'
export type { Config, ConfiguredProtection, ConfiguredRegistry, RegistryAuth } from './types.ts'
