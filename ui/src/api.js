// The token stays in memory: storage is closed to frames on another site, and addresses end up in histories.
let token = takeTokenFromAddress()

function takeTokenFromAddress() {
  const address = new URL(location.href)
  const given = address.searchParams.get('auth_token')
  if (given === null) return undefined
  address.searchParams.delete('auth_token')
  history.replaceState(null, '', address)
  return given
}

export class Problem extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? 'The server gave no reason.')
    this.problem = problem
  }
}

function headers(body) {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

/** Resolves to the parsed answer; rejects with a Problem. */
export async function api(method, path, body) {
  const init = { method, headers: headers(body) }
  const answer = await fetch(path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
  const text = await answer.text()
  const value = text === '' ? {} : JSON.parse(text)
  if (!answer.ok) throw new Problem(value)
  return value
}

/** What a Clockify token says of its user; only for showing, the server decides. */
export function tokenClaims() {
  if (token === undefined) return {}
  try {
    const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))))
  } catch {
    return {}
  }
}

export function forgetToken() {
  token = undefined
}

/** Calls back for each server-sent event, and again after a lost connection; EventSource cannot send our header. */
export async function watchEvents(onEvent) {
  for (;;) {
    try {
      const answer = await fetch('/api/events', { headers: headers() })
      if (!answer.ok || answer.body === null) return
      await readEvents(answer.body.pipeThrough(new TextDecoderStream()).getReader(), onEvent)
    } catch {
      // The connection was lost: the pause below, then once more.
    }
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}

async function readEvents(reader, onEvent) {
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const kind = /^event: (.+)$/m.exec(part)?.[1]
      if (kind !== undefined) onEvent(kind)
    }
  }
}
