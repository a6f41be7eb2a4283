import type { Secret, Text } from './secret-forms.ts'

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Why this answer may hold a secret: it is the one place that shows it, or it is what another service sent. */
  readonly mayShow?: string
}

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** A client that remembers every answer, and every secret that the drill gets to know. */
export interface Listener {
  readonly texts: readonly Text[]
  readonly secrets: readonly Secret[]
  /** Answers that were left out, by their reason. */
  readonly exempt: ReadonlySet<string>
  ask(url: string, ask?: Ask): Promise<Answered>
  know(what: string, text: string | undefined): void
}

const STREAM_MS = 500

export function createListener(): Listener {
  const texts: Text[] = []
  const secrets = new Map<string, Secret>()
  const exempt = new Set<string>()
  return {
    texts,
    exempt,
    get secrets() {
      return [...secrets.values()]
    },
    know: (what, text) => {
      if (text !== undefined && text !== '') secrets.set(text, { what, text })
    },
    ask: async (url, { method = 'GET', headers = {}, body, mayShow } = {}) => {
      const answer = await fetch(url, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await textOf(answer)
      const shown = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
      if (mayShow === undefined)
        texts.push({
          where: `${method} ${new URL(url).pathname} (${answer.status})`,
          text: `${shown}\n${text}`,
        })
      else exempt.add(mayShow)
      return { status: answer.status, headers: answer.headers, text }
    },
  }
}

/** Event streams have no end: what comes first will do. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text()
  const reader = answer.body?.getReader()
  const first = reader?.read()
  const timer = setTimeout(() => void reader?.cancel(), STREAM_MS)
  const chunk = await first
  clearTimeout(timer)
  await reader?.cancel()
  return Buffer.from(chunk?.value ?? []).toString()
}
