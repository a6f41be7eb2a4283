import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { startClickupSandbox, type ClickUpSandbox } from '../../server/sandbox/clickup/index.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { freePort } from './server-process.ts'
import { expectAtMost, expectEqual, sendAsAdmin, until, type Figures } from './support.ts'

const TASKS = 1_000
// The driver's lease, that of its job, and the start of a server beside others.
const TAKEN_UP_WITHIN_MS = 60_000
const ENDS_WITHIN_MS = 300_000
const ON_THE_WAY_MS = 200
const UNLIMITED = 1_000_000

interface Import {
  readonly status: string
  readonly total: number
  readonly processed: number
  readonly succeeded: number
  readonly failed: number
  readonly errorMessage: string | null
}

interface Running extends Installed {
  readonly clickup: ClickUpSandbox
}

/** kill -9 in the middle of an import of 1,000 tasks: none is lost, none is imported twice but the one that was under way, every count is right. */
export async function killInImport(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  const clickup = await startClickupSandbox({ size: { tasks: 10 }, requestsPerMinute: UNLIMITED })
  const port = await freePort()
  const env = { EGRESS_ALLOW: [`http://127.0.0.1:${port}`, clickup.origin].join() }
  const sandbox = { port, size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } }
  try {
    return await whileInstalled({ makeDatabase, sandbox, env }, (installed) =>
      runRounds({ ...installed, clickup }, rounds),
    )
  } finally {
    await clickup.stop()
  }
}

async function runRounds(running: Running, rounds: number): Promise<Figures> {
  const { server, clickup } = running
  const id = await begin(running)
  let slowestPickUpMs = 0
  for (let round = 0; round < rounds; round += 1) {
    const enough = clickup.requests.total + randomInt(5, 60)
    await until('the import asks', TAKEN_UP_WITHIN_MS, () => clickup.requests.total >= enough)
    await server.kill()
    // What the dead process had sent may still be on its way.
    await sleep(ON_THE_WAY_MS)
    slowestPickUpMs = Math.max(slowestPickUpMs, await resume(running, id))
  }
  let seen = await read(running, id)
  await until('the import has ended', ENDS_WITHIN_MS, async () => {
    seen = await read(running, id, seen)
    return seen.status !== 'running'
  })
  expectEqual('how the import ended', `${seen.status} ${seen.errorMessage}`, 'completed null')
  expectEqual('tasks that succeeded', `${seen.succeeded} of ${seen.total}`, `${TASKS} of ${TASKS}`)
  return { rounds, tasks: TASKS, repeated: countRepeats(clickup, rounds), slowestPickUpMs }
}

/** Resolves to the id of the import. */
async function begin(running: Running): Promise<string> {
  const { clickup } = running
  const [space] = clickup.state.spaces.values()
  const { id: listId } = clickup.createList({ spaceId: space?.id ?? '', name: 'Many' })
  for (let index = 0; index < TASKS; index += 1) clickup.createTask({ listId, name: `Task ${index}` })
  await sendAsAdmin(running, 'PUT /api/connections/clickup', {
    token: clickup.tokens.owner,
    baseUrl: clickup.apiUrl,
  })
  const body = { listId, target: 'cache', delaySeconds: 0 }
  const { importId } = await sendAsAdmin<{ importId: string }>(running, 'POST /api/clickup/imports', body)
  return importId
}

/** Its counts must fit together at every moment, and never go back. */
async function read(running: Running, id: string, before?: Import): Promise<Import> {
  const found = await sendAsAdmin<Import>(running, `GET /api/clickup/imports/${id}`)
  expectEqual('tasks processed', found.processed, found.succeeded + found.failed)
  expectAtMost('tasks processed', found.processed, found.total)
  if (before !== undefined) expectAtMost('tasks processed a moment ago', before.processed, found.processed)
  return found
}

/** Milliseconds from the kill to the first request of the work that was taken up. */
async function resume(running: Running, id: string): Promise<number> {
  const { clickup, server } = running
  const killedAt = performance.now()
  const before = clickup.requests.total
  await server.start()
  if ((await read(running, id)).status !== 'running')
    throw new Error('the import was over before it could be killed')
  await until('the import is taken up', TAKEN_UP_WITHIN_MS, () => clickup.requests.total > before)
  return Math.round(performance.now() - killedAt)
}

/** Tasks that were read again: after each kill at most the one that was under way. */
function countRepeats(clickup: ClickUpSandbox, rounds: number): number {
  const reads = clickup.requests.matching(/^GET \/v2\/task\/\w+$/).map(({ path }) => path)
  expectEqual('tasks that were read', new Set(reads).size, TASKS)
  const repeated = reads.length - TASKS
  expectAtMost('tasks that were read again', repeated, rounds)
  return repeated
}
