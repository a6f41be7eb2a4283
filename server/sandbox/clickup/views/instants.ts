/** Instants are sent as milliseconds in a text. */
export function instantText(ms: number): string
export function instantText(ms: number | null): string | null
export function instantText(ms: number | null): string | null {
  return ms === null ? null : String(ms)
}
