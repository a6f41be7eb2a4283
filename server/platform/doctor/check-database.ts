import { messageOf } from '../../shared/errors.ts'
import { findEmbedded, inspectServer, type Inspection } from '../../storage/inspection.ts'
import { readMigrations } from '../../storage/migrations.ts'
import { checkIsolation } from './check-isolation.ts'
import { checkKeys, readKeys } from './check-keys.ts'
import { checkMigrations, checkRoles, checkSession } from './check-schema.ts'
import { checkUpkeep, checkServer } from './check-server.ts'
import { checkWork } from './check-work.ts'
import type { DoctorInput } from './doctor-input.ts'
import { attempt, ok, oneLine, problem, warning, type Finding } from './finding.ts'

const OPEN_MEND: Readonly<Record<'server' | 'embedded', string>> = {
  server: 'See that PostgreSQL runs and that host, user, password and database in DATABASE_URL are right.',
  embedded: 'Restore a backup of the data directory, or move it away to begin anew.',
}

export async function checkDatabase(input: DoctorInput): Promise<readonly Finding[]> {
  const wrong = new Set(input.complaints.map(({ name }) => name))
  if (wrong.has('DATABASE_URL'))
    return [warning('database', { detail: 'Not looked at.', mend: 'Mend DATABASE_URL first.' })]
  const { databaseUrl, dataDir } = input.settings
  if (databaseUrl !== undefined) return checkOpened(input, 'server', () => inspectServer(databaseUrl))
  const found = findEmbedded(dataDir, input.pid)
  switch (found.state) {
    case 'none':
      return [ok('database', `None in ${dataDir} yet; the server makes it at its first start.`)]
    case 'in-use':
      return [inUse(found.pid), ...readKeys(input, 'expected').findings]
    case 'left-locked':
      return [leftLocked(dataDir), ...readKeys(input, 'expected').findings]
    case 'free':
      break
  }
  return checkOpened(input, 'embedded', () => found.open())
}

function inUse(pid: number): Finding {
  return warning('database', {
    detail: `The embedded database is in use by process ${pid}, so roles, row-level security and keys cannot be looked at; what that server says of itself follows.`,
    mend: 'Stop the server and run this again if you need those checks.',
  })
}

function leftLocked(dataDir: string): Finding {
  return warning('database', {
    detail: `A server that is gone, or runs in another container, has left database.lock in ${dataDir}; it is not opened, because two processes on one embedded database lose rows.`,
    mend: 'Start the server: it takes the lock over and recovers the database.',
  })
}

async function checkOpened(
  input: DoctorInput,
  kind: 'server' | 'embedded',
  open: () => Promise<Inspection>,
): Promise<readonly Finding[]> {
  let inspection: Inspection
  try {
    inspection = await open()
  } catch (error) {
    const detail = `The database cannot be opened: ${oneLine(messageOf(error)) || 'no answer'}`
    return [problem('database', { detail, mend: OPEN_MEND[kind] })]
  }
  try {
    return await checkInside(input, kind, inspection)
  } finally {
    await inspection.close()
  }
}

const STRANGE = 'Read the message; the database answered, but not as it should.'

async function checkInside(
  input: DoctorInput,
  kind: 'server' | 'embedded',
  inspection: Inspection,
): Promise<readonly Finding[]> {
  const { db } = inspection
  const { clock, settings } = input
  const server = await attempt('database', STRANGE, () => checkServer({ db, clock }))
  const connections =
    kind === 'server'
      ? await attempt('connections', STRANGE, () => checkUpkeep(db, settings.connectionsPerProcess))
      : []
  let isMade = false
  const migrations = await attempt('migrations', STRANGE, async () => {
    const report = await checkMigrations(db, await readMigrations())
    isMade = report.isMade
    return report.findings
  })
  const outside = [...server, ...connections, ...migrations]
  if (!isMade) return [...outside, ...readKeys(input, 'not-yet').findings]
  const roles = await attempt('roles', STRANGE, () => checkRoles(db))
  return [...outside, ...roles, ...(await checkAsApp(input, inspection))]
}

/** What requests and jobs would meet. */
async function checkAsApp(input: DoctorInput, inspection: Inspection): Promise<readonly Finding[]> {
  const keys = readKeys(input, 'expected')
  const mend = 'Mend the roles first; requests would meet the same.'
  const found = await attempt('session', mend, async () => {
    const app = await inspection.asApp()
    const session = await attempt('session', mend, () => checkSession(app))
    const isolation = await attempt('row-level-security', mend, () => checkIsolation(app))
    const work = await attempt('jobs', mend, () => checkWork(app))
    const { ring } = keys
    const opened = ring ? await attempt('encryption-key', mend, () => checkKeys(app, ring)) : []
    return [...session, ...isolation, ...work, ...opened]
  })
  return [...keys.findings, ...found]
}
