import type { FastifyBaseLogger } from 'fastify'

type Line = Parameters<FastifyBaseLogger['info']>

/** A request's logger, made with its first line: most requests write none, and making one costs more than finding their route. */
export class RequestLog implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger
  readonly #bindings: object
  #made: FastifyBaseLogger | undefined

  constructor(parent: FastifyBaseLogger, bindings: object) {
    this.#parent = parent
    this.#bindings = bindings
  }

  get level(): string {
    return this.#parent.level
  }

  child(...[bindings, options]: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#own.child(bindings, options)
  }

  fatal(...line: unknown[]): void {
    this.#own.fatal(...(line as Line))
  }

  error(...line: unknown[]): void {
    this.#own.error(...(line as Line))
  }

  warn(...line: unknown[]): void {
    this.#own.warn(...(line as Line))
  }

  info(...line: unknown[]): void {
    this.#own.info(...(line as Line))
  }

  debug(...line: unknown[]): void {
    if (this.level === 'debug' || this.level === 'trace') this.#own.debug(...(line as Line))
  }

  trace(...line: unknown[]): void {
    if (this.level === 'trace') this.#own.trace(...(line as Line))
  }

  silent(): void {}

  get #own(): FastifyBaseLogger {
    return (this.#made ??= this.#parent.child(this.#bindings))
  }
}
