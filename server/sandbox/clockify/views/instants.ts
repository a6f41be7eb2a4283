/** `yyyy-MM-ddTHH:mm:ssZ`, without milliseconds, as all instants on the wire. */
export function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

export function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : instant(ms)
}

/** ISO 8601 without days: `PT26H5M`. */
export function isoDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ] as const
  const text = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('')
  return text === '' ? 'PT0S' : `PT${text}`
}
