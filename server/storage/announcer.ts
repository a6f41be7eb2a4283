// Listeners wait longer than that before they look, so hearing of each of hundreds of transactions a second tells them nothing more.
const EVERY_MS = 20

/**
 * Announces on a channel at most every 20 ms: a notification is a transaction with a flush to disk of its own. What comes sooner after one
 * is announced together, a moment later.
 */
export class Announcer {
  readonly #notify: (channel: string) => Promise<unknown>
  readonly #announcedAtMs = new Map<string, number>()
  readonly #pending = new Set<string>()

  constructor(notify: (channel: string) => Promise<unknown>) {
    this.#notify = notify
  }

  /** Those of the channels that the caller may announce at once; the others are for `later`. */
  take(channels: readonly string[]): readonly string[] {
    const now = performance.now()
    const due = channels.filter((channel) => !this.#pending.has(channel) && this.#waitMs(channel, now) <= 0)
    for (const channel of due) this.#announcedAtMs.set(channel, now)
    return due
  }

  /** For changes that have committed. */
  later(channels: readonly string[]): void {
    for (const channel of channels) {
      if (this.#pending.has(channel)) continue
      this.#pending.add(channel)
      setTimeout(() => this.#announce(channel), this.#waitMs(channel, performance.now())).unref()
    }
  }

  #waitMs(channel: string, now: number): number {
    return (this.#announcedAtMs.get(channel) ?? Number.NEGATIVE_INFINITY) + EVERY_MS - now
  }

  #announce(channel: string): void {
    this.#pending.delete(channel)
    this.#announcedAtMs.set(channel, performance.now())
    // Listeners also look by themselves, and whoever needs the database hears that it is away.
    this.#notify(channel).catch(() => {})
  }
}
