import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import type { Installed } from './installed.ts'

/** What a drill measured, printed in one line. */
export type Figures = Readonly<Record<string, number | string>>

export function expectEqual(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)}, not ${String(wanted)}`)
}

export function expectAtMost(what: string, found: number, most: number): void {
  if (found > most) throw new Error(`${what}: ${found}, more than ${most}`)
}

/** Resolves to the milliseconds that it took. */
export async function until(
  what: string,
  withinMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<number> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`not within ${withinMs / 1_000} s: ${what}`)
    await sleep(50)
  }
  return Math.round(performance.now() - startedAt)
}

// Longer than a real token is valid: a drill may last, or run ahead of the clock.
const TOKEN_SECONDS = 3 * 86_400

export function adminHeaders(sandbox: ClockifySandbox): Record<string, string> {
  const token = sandbox.userToken({ role: 'OWNER', expiresInSeconds: TOKEN_SECONDS })
  return { authorization: `Bearer ${token}` }
}

/** `call`: such as `GET /api/jobs`. Throws for any answer but success. */
export async function sendAsAdmin<T>(
  { sandbox, server }: Pick<Installed, 'sandbox' | 'server'>,
  call: string,
  body?: object,
): Promise<T> {
  const [method = '', path = ''] = call.split(' ')
  const answer = await fetch(`${server.baseUrl}${path}`, {
    method,
    headers: {
      ...adminHeaders(sandbox),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${call} answered ${answer.status}: ${text}`)
  return JSON.parse(text) as T
}

/** Every page of a list. */
export async function listAll<T>(baseUrl: string, sandbox: ClockifySandbox, path: string): Promise<T[]> {
  const items: T[] = []
  let cursor = ''
  do {
    const answer = await fetch(`${baseUrl}${path}&limit=200${cursor}`, { headers: adminHeaders(sandbox) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    const page = (await answer.json()) as { items: T[]; nextCursor: string | null }
    items.push(...page.items)
    cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`
  } while (cursor !== '')
  return items
}
