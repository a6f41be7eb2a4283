import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { embeddedDatabase, type EmbeddedDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { smallDisk, type SmallDisk } from './small-disk.ts'
import { expectEqual, until, type Figures } from './support.ts'
import {
  expectKept,
  expectRefusals,
  startWebhookLoad,
  untilMoreAcknowledged,
  untilSettled,
  type WebhookLoad,
} from './webhook-load.ts'

const SIZE = { users: 4, projects: 4, tasks: 8, timeEntries: 20 }
const LEFT_BYTES = 300_000

/**
 * The embedded database without room: 503 until there is some again. When it cannot even write its log, it ends with one sentence.
 * Nothing acknowledged is lost either way. Where no file system may be mounted, only the second half can be tried.
 */
export async function diskFull(rounds: number): Promise<Figures> {
  const disk = smallDisk()
  try {
    const makeDatabase = disk ? async () => databaseOn(disk) : embeddedDatabase
    return await whileInstalled({ makeDatabase, sandbox: { size: SIZE } }, async (installed) => {
      const { sandbox, server } = installed
      const figures = {
        rounds,
        by: disk ? 'tmpfs and file size limit' : 'file size limit',
        acknowledged: 0,
        refused: 0,
      }
      for (let round = 0; round < rounds; round += 1) {
        const loads = [disk && (await fillUp(installed, disk)), await failToWriteLog(installed)]
        for (const load of loads) {
          figures.acknowledged += load?.acknowledged.size ?? 0
          figures.refused += load?.refusals.length ?? 0
          if (load) await expectKept(load, sandbox, server.baseUrl)
        }
      }
      return { ...figures, settledMs: await untilSettled(sandbox, server.baseUrl) }
    })
  } finally {
    disk?.drop()
  }
}

function databaseOn(disk: SmallDisk): EmbeddedDatabase {
  const dataDir = join(disk.path, 'data')
  return { dataDir, env: { DATA_DIR: dataDir }, drop: async () => {} }
}

/** It stays up, says what is wrong, and goes on by itself once there is room. */
async function fillUp({ sandbox, server }: Installed, disk: SmallDisk): Promise<WebhookLoad> {
  const load = startWebhookLoad(sandbox, [server.baseUrl])
  await untilMoreAcknowledged(load)
  disk.fill(LEFT_BYTES)
  await until('deliveries are refused', 60_000, () => load.refusals.length > 20)
  const ready = await fetch(`${server.baseUrl}/ready`)
  expectEqual('the status of /ready', ready.status, 503)
  expectEqual('/ready names the disk', (await ready.text()).includes('disk of the database is full'), true)
  disk.empty()
  await untilMoreAcknowledged(load)
  await load.stop()
  expectRefusals(load)
  expectEqual('the exit code', server.exitCode, undefined)
  return load
}

/** It ends by itself, and is whole when it is started again. */
async function failToWriteLog({ sandbox, server, database }: Installed): Promise<WebhookLoad> {
  const load = startWebhookLoad(sandbox, [server.baseUrl])
  await untilMoreAcknowledged(load)
  // The log's files are larger: its next write fails.
  execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=1000000:unlimited'])
  await until('the process has ended', 30_000, () => server.exitCode !== undefined)
  await load.stop()
  const { code, stderr } = await server.ended()
  expectEqual('the exit code', code, 1)
  expectEqual('lines of complaint', stderr.trim().split('\n').length, 1)
  expectEqual(
    `the data directory is named in: ${stderr}`,
    stderr.includes(database.env['DATA_DIR'] ?? '?'),
    true,
  )
  expectRefusals({ refusals: load.refusals, broken: 0 })
  await server.start()
  return load
}
