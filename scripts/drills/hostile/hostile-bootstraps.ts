import { expectEqual, until } from '../support.ts'
import type { WorkspaceElsewhere } from '../workspace-elsewhere.ts'

interface Run {
  readonly status: string
  readonly resumesAt: string | null
}

export interface HostileBootstraps {
  /** Throws unless each has come to the end, or the pause, that its API deserves. */
  expectSensible(): Promise<void>
}

const AN_HOUR_MS = 3_600_000
const ENDS_WITHIN_MS = 60_000
const CANCELLED_WITHIN_MS = 10_000
// What becomes of a run by itself, sooner or later.
const ENDS: Readonly<Record<string, string>> = {
  down: 'failed',
  flapping: 'completed',
  storm: 'waiting',
  'storm-until-9999': 'waiting',
}
const ENDS_LATE: Readonly<Record<string, string>> = { silent: 'failed', 'drips-body': 'failed' }
const ENDLESS = ['endless-pages']

/** One bootstrap for each of these kinds of API. */
export async function startHostileBootstraps(
  baseUrl: string,
  install: (kind: string) => Promise<WorkspaceElsewhere>,
): Promise<HostileBootstraps> {
  const started = await Promise.all(
    [...Object.keys(ENDS), ...Object.keys(ENDS_LATE), ...ENDLESS].map(async (kind) => {
      const workspace = await install(kind)
      const answer = await fetch(`${baseUrl}/api/bootstrap`, { method: 'POST', headers: workspace.headers })
      expectEqual(`starting a bootstrap, ${kind}`, answer.status, 202)
      return workspace
    }),
  )
  return {
    expectSensible: async () => {
      await Promise.all(started.map((workspace) => expectSensible(baseUrl, workspace)))
    },
  }
}

async function expectSensible(baseUrl: string, workspace: WorkspaceElsewhere): Promise<void> {
  const end = ENDS[workspace.name]
  if (end === undefined) return expectCancelled(baseUrl, workspace)
  const { resumesAt } = await untilStatus(baseUrl, workspace, { anyOf: [end], withinMs: ENDS_WITHIN_MS })
  if (resumesAt !== null && Date.parse(resumesAt) > Date.now() + AN_HOUR_MS + 60_000)
    throw new Error(`${workspace.name}: the bootstrap goes on at ${resumesAt}, in more than an hour`)
}

/** Unless it comes to its own end before. */
async function expectCancelled(baseUrl: string, workspace: WorkspaceElsewhere): Promise<void> {
  const { headers, name } = workspace
  const own = ENDS_LATE[name] === undefined ? [] : [ENDS_LATE[name]]
  await untilStatus(baseUrl, workspace, { anyOf: ['running', ...own], withinMs: ENDS_WITHIN_MS })
  const answer = await fetch(`${baseUrl}/api/bootstrap/cancel`, { method: 'POST', headers })
  const { status } = await untilStatus(baseUrl, workspace, {
    anyOf: ['cancelled', ...own],
    withinMs: CANCELLED_WITHIN_MS,
  })
  expectEqual(`cancelling a bootstrap that is ${status} then, ${name}`, answer.ok, status === 'cancelled')
}

async function untilStatus(
  baseUrl: string,
  { name, headers }: WorkspaceElsewhere,
  { anyOf, withinMs }: { readonly anyOf: readonly string[]; readonly withinMs: number },
): Promise<Run> {
  let run: Run | null = null
  await until(`the bootstrap is ${anyOf.join(' or ')}, ${name}`, withinMs, async () => {
    const answer = await fetch(`${baseUrl}/api/bootstrap`, { headers })
    run = ((await answer.json()) as { run: Run | null }).run
    return run !== null && anyOf.includes(run.status)
  })
  if (run === null) throw new Error(`no bootstrap, ${name}`)
  return run
}
