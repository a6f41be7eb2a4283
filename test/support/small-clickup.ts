import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SmallClickUp {
  readonly origin: string
  /** Resolves with the next request; its answer waits for `release`. */
  holdNext(): { readonly asked: Promise<unknown>; readonly release: () => void }
  close(): Promise<void>
}

/** ClickUp, as far as it says who has this token; every other one is refused in its words. */
export async function startSmallClickUp(token: string): Promise<SmallClickUp> {
  let until: Promise<void> = Promise.resolve()
  const server = createServer((request, response) => {
    void until.then(() => {
      const isKnown = request.headers.authorization === token
      const user = { username: 'Ana', email: 'ana@example.com' }
      const known = request.url?.endsWith('/user') === true ? { user } : { teams: [{ name: 'Studio' }] }
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isKnown ? known : { err: 'Token invalid', ECODE: 'OAUTH_025' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    holdNext: () => {
      let release = (): void => undefined
      until = new Promise((resolve) => (release = resolve))
      return { asked: once(server, 'request'), release }
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
