const MAX_DECODINGS = 4

/** What is wrong with a value that will stand in the path, or undefined; encoded forms of the same are found too. */
export function problemOfPathText(text: string): string | undefined {
  if (text === '') return 'must not be empty'
  const broken = problemOfText(text)
  if (broken !== undefined) return broken
  for (const form of decodings(text)) {
    if (form === '.' || form.includes('..')) return 'must not be "." or contain ".."'
    if (/[/\\]/.test(form)) return 'must not contain "/" or "\\"'
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    if (/[\u0000-\u001F\u007F-\u009F]/.test(form)) return 'must not contain control characters'
  }
  return undefined
}

/** Half a surrogate pair cannot be encoded into an address. */
export function problemOfText(text: string): string | undefined {
  return /\p{Cs}/u.test(text) ? 'must be well-formed Unicode' : undefined
}

export function problemOfHeaderText(text: string): string | undefined {
  return /^[\u0020-\u007E]*$/.test(text) ? undefined : 'must be printable ASCII characters in one line'
}

function decodings(text: string): readonly string[] {
  const forms = [text]
  if (!text.includes('%')) return forms
  for (let count = 0; count < MAX_DECODINGS; count += 1) {
    const last = forms.at(-1) ?? ''
    // Piece by piece, so that one malformed escape does not hide the others.
    const next = last.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    if (next === last) break
    forms.push(next)
  }
  return forms
}
