/** As much of a logger as the store needs; pino's fits. */
export interface StoreLog {
  info(message: string): void
  warn(message: string): void
}
