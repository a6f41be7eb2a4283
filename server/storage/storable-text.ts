/** PostgreSQL keeps no NUL in texts and no lone surrogate in JSON. */
export function storableText(text: string, length: number): string {
  return Buffer.from(text.slice(0, length).replaceAll('\0', '\uFFFD')).toString()
}
