/** The part of pino's logger that our code uses: fields first, then a constant message. Never a token, a body or an e-mail address. */
export interface Log {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
  info(fields: object, message: string): void
  debug(fields: object, message: string): void
}
