import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expectEverythingStored, startBootstrap, untilBootstrapped } from './bootstrap.ts'
import { serverDatabase, type ServerDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { ownPostgresql, type OwnPostgresql } from './own-postgresql.ts'
import { expectEqual, until, type Figures } from './support.ts'
import {
  expectKept,
  expectRefusals,
  startWebhookLoad,
  untilMoreAcknowledged,
  untilSettled,
  type WebhookLoad,
} from './webhook-load.ts'

const SIZE = { users: 8, projects: 60, tasks: 120, timeEntries: 300 }

/** PostgreSQL stops and starts under load: 503 meanwhile, nothing acknowledged lost, no restart needed. */
export async function databaseAway(rounds: number): Promise<Figures> {
  const postgresql = await ownPostgresql()
  try {
    const makeDatabase = (): Promise<ServerDatabase> => serverDatabase(postgresql.url)
    return await whileInstalled({ makeDatabase, sandbox: { size: SIZE } }, (installed) =>
      stopAndStart({ installed, postgresql, rounds }),
    )
  } finally {
    await postgresql.drop()
  }
}

async function stopAndStart(drill: {
  readonly installed: Installed
  readonly postgresql: OwnPostgresql
  readonly rounds: number
}): Promise<Figures> {
  const { installed, postgresql, rounds } = drill
  const { sandbox, server } = installed
  const { pid } = server
  const figures = { rounds, acknowledged: 0, refused: 0, slowestRecoveryMs: 0 }
  // It is hit by the first stop.
  await startBootstrap(sandbox, server.baseUrl)
  await until('the bootstrap asks', 20_000, () => sandbox.requests.total > 20)
  for (let round = 0; round < rounds; round += 1) {
    const load = startWebhookLoad(sandbox, [server.baseUrl])
    await untilMoreAcknowledged(load)
    await postgresql.stop(round % 2 === 0 ? 'immediate' : 'fast')
    await expectAway(installed, load)
    await postgresql.start()
    const recoveryMs = await untilMoreAcknowledged(load)
    await load.stop()
    expectRefusals(load)
    await expectKept(load, sandbox, server.baseUrl)
    await untilBootstrapped(sandbox, server.baseUrl)
    figures.slowestRecoveryMs = Math.max(figures.slowestRecoveryMs, recoveryMs)
    figures.acknowledged += load.acknowledged.size
    figures.refused += load.refusals.length
  }

  expectEqual('the process is the same', server.pid, pid)
  expectEqual('its exit code', server.exitCode, undefined)
  await expectEverythingStored(sandbox, server.baseUrl)
  return { ...figures, settledMs: await untilSettled(sandbox, server.baseUrl) }
}

async function expectAway({ server }: Installed, load: WebhookLoad): Promise<void> {
  const enough = load.refusals.length + 20
  await until('deliveries are refused', 20_000, () => load.refusals.length >= enough)
  const [ready, health] = await Promise.all(['/ready', '/health'].map((path) => fetch(server.baseUrl + path)))
  expectEqual('the status of /ready', ready?.status, 503)
  expectEqual('the status of /health', health?.status, 200)
  await sleep(randomInt(2_000))
}
