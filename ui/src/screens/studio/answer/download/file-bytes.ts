// A multiple of four characters, which are three bytes.
const PART_CHARS = 65_536

/** The bytes that a base64 text stands for, in parts. */
export function* bytesOf(base64: string): Generator<void, Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let from = 0; from < base64.length; from += PART_CHARS) {
    const binary = atob(base64.slice(from, from + PART_CHARS))
    parts.push(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
    yield
  }
  return parts
}
