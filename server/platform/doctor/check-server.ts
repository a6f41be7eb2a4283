import type { Clock } from '../../shared/clock.ts'
import type { Db } from '../../storage/db.ts'
import {
  readConnectionFacts,
  readDatabaseTimeMs,
  readServerFacts,
  type ConnectionFacts,
  type ServerFacts,
} from './doctor.store.ts'
import { ok, problem, warning, type Finding } from './finding.ts'
import { skewFinding } from './skew.ts'

const MIN_VERSION = 15

/** The database server itself, whatever is stored in it. */
export async function checkServer(deps: { readonly db: Db; readonly clock: Clock }): Promise<Finding[]> {
  const facts = await readServerFacts(deps.db)
  return [
    ok('database', `PostgreSQL ${facts.version} answers.`),
    ...versionFindings(facts),
    ...encodingFindings(facts),
    durabilityFinding(facts),
    await clockFinding(deps),
  ]
}

function versionFindings({ version, versionNumber }: ServerFacts): readonly Finding[] {
  if (versionNumber >= MIN_VERSION * 10_000) return []
  const mend = `Upgrade PostgreSQL to ${MIN_VERSION} or newer.`
  return [problem('database-version', { detail: `PostgreSQL ${version} is too old.`, mend })]
}

function encodingFindings({ encoding }: ServerFacts): readonly Finding[] {
  if (encoding === 'UTF8') return []
  return [
    problem('database-encoding', {
      detail: `The database stores ${encoding}: names in other scripts cannot be kept.`,
      mend: "Make a new one: create database switchyard encoding 'UTF8' template template0",
    }),
  ]
}

function durabilityFinding(facts: ServerFacts): Finding {
  if (facts.fsync !== 'on' || facts.fullPageWrites !== 'on')
    return problem('durability', {
      detail: `fsync is ${facts.fsync}, full_page_writes is ${facts.fullPageWrites}: a power cut can destroy the whole database.`,
      mend: 'Set fsync = on and full_page_writes = on in postgresql.conf, and reload.',
    })
  if (facts.synchronousCommit === 'off')
    return warning('durability', {
      detail: 'synchronous_commit is off: after a crash, deliveries that were answered 200 may be missing.',
      mend: 'Set synchronous_commit = on for this database.',
    })
  return ok('durability', 'A commit is on disk before it is answered.')
}

async function clockFinding({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<Finding> {
  const sentMs = clock.now().getTime()
  const databaseMs = await readDatabaseTimeMs(db)
  const travelMs = clock.now().getTime() - sentMs
  return skewFinding('clock', { of: "the database's", skewMs: databaseMs - sentMs - travelMs / 2 })
}

/** What only a server of its own has: other users of it, and upkeep that somebody may have switched off. */
export async function checkUpkeep(db: Db, perProcess: number): Promise<Finding[]> {
  const facts = await readConnectionFacts(db)
  return [connectionFinding(facts, perProcess), ...vacuumFindings(facts)]
}

function connectionFinding({ allowed, open }: ConnectionFacts, perProcess: number): Finding {
  const processes = Math.floor(allowed / perProcess)
  const detail = `${allowed} connections are allowed, ${open} are open; a process of Switchyard takes up to ${perProcess}.`
  const mend = 'Raise max_connections (or the limit of the role or the database).'
  if (processes < 1) return problem('connections', { detail, mend })
  if (open > allowed * 0.9) return warning('connections', { detail: `${detail} Hardly one is left.`, mend })
  return ok('connections', `${detail} Room for ${processes}.`)
}

export function vacuumFindings({ autovacuum }: Pick<ConnectionFacts, 'autovacuum'>): readonly Finding[] {
  if (autovacuum === 'on') return []
  return [
    warning('vacuum', {
      detail:
        'autovacuum is off: the space of finished jobs and old events is never used again, and queries slow down.',
      mend: 'Set autovacuum = on in postgresql.conf, and reload.',
    }),
  ]
}
