/** A secret and what it is, for the message when it is found. */
export interface Secret {
  readonly what: string
  readonly text: string
}

/** Text in which no secret may stand, and where it is from. */
export interface Text {
  readonly where: string
  readonly text: string
}

const PIECE = 24

/** How a secret may be written: as it is, in pieces, and in the usual encodings of them. */
export function formsOf(secret: string): readonly string[] {
  const texts = [secret, ...piecesOf(secret)]
  const bytes = [Buffer.from(secret), Buffer.from(lastPart(secret), 'base64')].filter(
    (form) => form.length >= 16,
  )
  const encoded = bytes.flatMap((form) => [form.toString('hex'), ...base64Forms(form)])
  return [...new Set([...texts, encodeURIComponent(secret), ...encoded])]
}

/** Of a JWT the signature, of an API key what follows its workspace: the rest is known to whoever may see it. */
function lastPart(secret: string): string {
  return secret.split(/[.]|(?<=^swy_[^_]+)_/).at(-1) ?? secret
}

function piecesOf(secret: string): readonly string[] {
  const part = lastPart(secret)
  if (part.length < 2 * PIECE) return part.length < PIECE / 2 ? [] : [part]
  return [part.slice(0, PIECE), part.slice(-PIECE), part]
}

/** Base64 of the bytes wherever they begin in what was encoded; what depends on the neighbours is left out. */
function base64Forms(bytes: Buffer): readonly string[] {
  const shifted = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(shift === 0 ? 0 : 4, -4)
  })
  return shifted.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')])
}

/** Every place in which a secret was found; empty is good. */
export function findSecrets(secrets: readonly Secret[], texts: readonly Text[]): readonly string[] {
  const searched = secrets.map(({ what, text }) => ({ what, forms: formsOf(text) }))
  return texts.flatMap(({ where, text }) =>
    searched
      .filter(({ forms }) => forms.some((form) => text.includes(form)))
      .map(({ what }) => `${what} in ${where}`),
  )
}

/** Proves that the search finds what it is for: each secret, however it is written. Throws when it does not. */
export function proveSearch(secrets: readonly Secret[]): void {
  for (const secret of secrets) {
    const { text } = secret
    const bytes = Buffer.from(text)
    const planted = [
      `{"level":30,"token":"${text}"}`,
      `x${bytes.toString('hex')}x`,
      Buffer.from(`{"a":"${text}"}`).toString('base64'),
      Buffer.from(`?${text}`).toString('base64url'),
      `/path?auth_token=${encodeURIComponent(text)}`,
    ]
    for (const [index, plant] of planted.entries())
      if (findSecrets([secret], [{ where: 'a plant', text: plant }]).length === 0)
        throw new Error(`the search itself is blind: ${secret.what}, plant ${index}`)
  }
}
