const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const LETTERS = new Set(Array.from(ALPHABET, (letter) => letter.charCodeAt(0)))
const PADDING = '='.charCodeAt(0)

/**
 * Whether a text is Base64, padded or not. By hand: on texts of megabytes a pattern runs out of stack once a process has compiled so many
 * patterns that V8 no longer makes good code of them.
 */
export function isBase64(text: string): boolean {
  let end = text.length
  while (end > 0 && end > text.length - 2 && text.charCodeAt(end - 1) === PADDING) end -= 1
  for (let at = 0; at < end; at += 1) if (!LETTERS.has(text.charCodeAt(at))) return false
  return true
}
