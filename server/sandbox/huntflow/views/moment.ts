const MOSCOW_MS = 3 * 3_600_000

/** In the zone of Moscow, as Huntflow writes times. */
export function moment(ms: number): string {
  return `${new Date(ms + MOSCOW_MS).toISOString().slice(0, 19)}+03:00`
}
