import { pino, type Logger } from 'pino'

/** Secrets are not logged in the first place; the paths are a second net. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: [
      '*.authorization',
      '*.token',
      '*.authToken',
      '*.apiKey',
      '*.password',
      '*.secret',
      '*.cookie',
      'err.config',
    ],
  })
}
