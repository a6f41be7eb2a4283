import { codeOf } from '../../shared/errors.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { listProtection, seesRows, type ProtectionFacts } from './doctor.store.ts'
import { ok, problem, type Finding } from './finding.ts'

const NO_PRIVILEGE = '42501'
// No workspace is called so: ids have no spaces.
const NOBODY = { workspaceId: 'no such workspace' }
const RESTORE = 'select protect_workspace_table'

/** Every table with a workspace_id keeps workspaces apart: as it is declared, and as a look without a workspace shows. */
export async function checkIsolation(app: Db): Promise<Finding[]> {
  const tables = await listProtection(app)
  const findings = tables.flatMap((table) => declaredFindings(table))
  for (const { table } of tables) if (await isOpen(app, table)) findings.push(openFinding(table))
  if (findings.length > 0) return findings
  return [
    ok(
      'row-level-security',
      `On and forced on all ${tables.length} tables; a look without a workspace sees nothing.`,
    ),
  ]
}

function declaredFindings({ table, enabled, forced, policies }: ProtectionFacts): Finding[] {
  const off = [
    ...(enabled ? [] : ['not enabled']),
    ...(forced ? [] : ['not forced']),
    ...(policies > 0 ? [] : ['without a policy']),
  ]
  if (off.length === 0) return []
  return [
    problem('row-level-security', {
      detail: `On table ${table} it is ${off.join(', ')}.`,
      mend:
        policies > 0
          ? `alter table ${table} enable row level security; alter table ${table} force row level security`
          : `${RESTORE}('${table}', '') as the owner; the migration that made the table names the rights of the system role.`,
    }),
  ]
}

async function isOpen(app: Db, table: string): Promise<boolean> {
  try {
    return (await seesRows(app, table)) || (await inWorkspace(app, NOBODY, (tx) => seesRows(tx, table)))
  } catch (error) {
    if (codeOf(error) === NO_PRIVILEGE) return false
    throw error
  }
}

function openFinding(table: string): Finding {
  return problem('row-level-security', {
    detail: `Rows of table ${table} can be read without their workspace.`,
    mend: `Look at its policies (\\d ${table}) and compare with the migration that made it; stop the server until that is mended.`,
  })
}
