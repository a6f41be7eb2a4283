export interface Claims {
  /** Seconds since 1970. */
  readonly exp?: number
  readonly theme?: string
  readonly language?: string
}

/** The token stays in memory: storage is closed to frames on another site, and addresses end up in histories. */
let token: string | undefined

/** Reads the token that Clockify put into the address, and takes it out of there; to be called once, first of all. */
export function takeTokenFromAddress(): void {
  const address = new URL(location.href)
  const given = address.searchParams.get('auth_token')
  if (given === null) return
  address.searchParams.delete('auth_token')
  history.replaceState(history.state, '', address)
  token = given
}

export function currentToken(): string | undefined {
  return token
}

export function setToken(next: string | undefined): void {
  token = next
}

/** What the token says of its user: for showing only, the server decides. */
export function claimsOf(given: string | undefined): Claims {
  const payload = given?.split('.')[1]
  if (payload === undefined) return {}
  try {
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(
      new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))),
    ) as Claims
  } catch {
    return {}
  }
}
