import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'

export interface DrillResult {
  readonly name: string
  readonly figures: Readonly<Record<string, number>>
}

export function expectEqual(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)}, not ${String(wanted)}`)
}

export function adminHeaders(sandbox: ClockifySandbox): Record<string, string> {
  return { authorization: `Bearer ${sandbox.userToken({ role: 'OWNER' })}` }
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
