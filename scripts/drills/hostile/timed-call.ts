import type { WorkspaceElsewhere } from '../workspace-elsewhere.ts'

export interface TimedCall {
  /** As hostilities are judged, or what else came; undefined when the connection was closed without an answer. */
  readonly outcome: string | number | undefined
  readonly tookMs: number
}

const READ = { operationId: 'getLoggedUser' }
const WRITE = { operationId: 'createNewProject', body: { name: 'From the drill' } }

/** One call of the API Studio, read to its end. */
export async function timedCall(
  baseUrl: string,
  { headers }: Pick<WorkspaceElsewhere, 'headers'>,
  kind: 'read' | 'write' = 'read',
): Promise<TimedCall> {
  const startedAt = performance.now()
  const outcome = await fetch(`${baseUrl}/api/calls`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ connector: 'clockify', ...(kind === 'read' ? READ : WRITE) }),
  }).then(outcomeOf, () => undefined)
  return { outcome, tookMs: Math.round(performance.now() - startedAt) }
}

async function outcomeOf(answer: Response): Promise<string | number> {
  const body = await answer.text()
  if (answer.status === 429) return 'slow down'
  if (answer.status === 502) return 'no answer'
  if (answer.status !== 200)
    throw new Error(`a call was answered with ${answer.status}: ${body.slice(0, 300)}`)
  const { status } = JSON.parse(body) as { status: number }
  return status === 429 ? 'slow down' : status
}
