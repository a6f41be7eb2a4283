import { messageOf, StartError } from '../../shared/errors.ts'
import type { Db } from '../../storage/db.ts'
import { missingMigrations, type Migration } from '../../storage/migrations.ts'
import { listAppliedMigrations, listRoles, readCurrentUser } from './doctor.store.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

const APP = 'switchyard_app'
const SYSTEM = 'switchyard_system'

export interface SchemaReport {
  readonly findings: readonly Finding[]
  /** False = nothing of ours is in there yet, so there is nothing more to check. */
  readonly isMade: boolean
}

export async function checkMigrations(db: Db, known: readonly Migration[]): Promise<SchemaReport> {
  const applied = await listAppliedMigrations(db)
  const isMade = applied.length > 0
  try {
    const missing = missingMigrations(applied, known).map(({ name }) => name)
    return { findings: [stateFinding(applied.length, missing)], isMade }
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    const [detail = '', ...mend] = messageOf(error).split(/(?<=[.;])\s/)
    return { findings: [problem('migrations', { detail, mend: mend.join(' ') })], isMade }
  }
}

function stateFinding(applied: number, missing: readonly string[]): Finding {
  const mend = 'The server applies them at its next start; npm run cli -- migrate does it now.'
  if (applied === 0) return warning('migrations', { detail: 'The database is empty.', mend })
  if (missing.length === 0) return ok('migrations', `All ${applied} are applied.`)
  return warning('migrations', { detail: `Not applied yet: ${missing.join(', ')}.`, mend })
}

export async function checkRoles(db: Db): Promise<Finding[]> {
  const roles = await listRoles(db, [APP, SYSTEM])
  const user = await readCurrentUser(db)
  const findings = [APP, SYSTEM].flatMap((name) => {
    const role = roles.find((candidate) => candidate.name === name)
    if (!role)
      return [
        problem('roles', {
          detail: `The role ${name} does not exist; a dump of one database does not hold it.`,
          mend: `create role ${name} nologin; grant ${name} to "${user}"; restore the dump again for the rights.`,
        }),
      ]
    if (role.superuser || role.bypassesRls)
      return [
        problem('roles', {
          detail: `The role ${name} passes over row-level security: workspaces are not kept apart.`,
          mend: `alter role ${name} nosuperuser nobypassrls`,
        }),
      ]
    if (role.member) return []
    return [
      problem('roles', {
        detail: `The user ${user} may not become ${name}.`,
        mend: `grant ${name} to "${user}"`,
      }),
    ]
  })
  return findings.length > 0 ? findings : [ok('roles', `${APP} and ${SYSTEM} are there, without privileges.`)]
}

/** On the connection that requests and jobs get. */
export async function checkSession(app: Db): Promise<Finding[]> {
  const user = await readCurrentUser(app)
  if (user === APP) return [ok('session', `Requests run as ${APP}.`)]
  return [
    problem('session', {
      detail: `Requests run as ${user} instead of ${APP}.`,
      mend: 'A pooler that drops the startup option "role" is in between: connect to PostgreSQL itself, or let the pooler pass it on.',
    }),
  ]
}
