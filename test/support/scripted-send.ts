import type { Send } from '../../server/platform/connections/index.ts'

interface Scripted {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer | undefined
}

/** A service that answers by path, and what it was asked. */
export function scriptedSend(answers: Readonly<Record<string, Scripted>>): {
  readonly send: Send
  readonly asked: readonly Asked[]
} {
  const asked: Asked[] = []
  return {
    asked,
    send: async (request) => {
      asked.push(request)
      const { pathname } = new URL(request.url)
      const answer = answers[pathname]
      if (answer === undefined) throw new Error(`nothing is scripted for ${pathname}`)
      const { status = 200, headers = {}, body } = answer
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const timing = { firstByteMs: 0, bodyMs: 0 }
      return { status, headers, body: Buffer.from(text), durationMs: 0, timing }
    },
  }
}
