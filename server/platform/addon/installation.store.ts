import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { InstallationsTable } from '../../storage/tables/installations.ts'
import { wrappedKeyOf } from '../secrets/index.ts'
import { settingValuesOf, type SettingValue } from './addon-setting.store.ts'

export type Installation = Selectable<InstallationsTable>

interface StoredAccess extends Installation {
  readonly wrappedKey: Buffer | null
  readonly settings: readonly SettingValue[]
}

type NewInstallation = Omit<
  Installation,
  'workspaceId' | 'generation' | 'status' | 'installedAt' | 'updatedAt'
> & {
  readonly installedAt: Date
}

// By name, so that a prepared statement keeps its form while another version adds a column.
const COLUMNS = sql.raw(
  `workspace_id, addon_id, generation, status, installed_by, addon_user_id, token_sealed, backend_url, reports_url,
    installed_at, updated_at`,
)

/** `db` is a transaction of the workspace, here and below. */
export async function findInstallation(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
): Promise<Installation | undefined> {
  const { rows } = await sql<Installation>`/* prepared find-installation */
    select ${COLUMNS} from installations where workspace_id = ${scope.workspaceId}`.execute(db)
  return rows[0]
}

/** With what opens its token, and what the workspace has set. */
export async function findInstallationAccess(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
): Promise<StoredAccess | undefined> {
  const { rows } = await sql<StoredAccess>`/* prepared find-installation-access */
    select ${COLUMNS}, ${wrappedKeyOf(scope)} as wrapped_key, ${settingValuesOf(scope)} as settings
    from installations where workspace_id = ${scope.workspaceId}`.execute(db)
  return rows[0]
}

/** Generation 1, or the one after that of the installation that it takes the place of; always ACTIVE. */
export async function replaceInstallation(
  db: Db,
  scope: WorkspaceScope,
  installation: NewInstallation,
): Promise<Installation> {
  const values = { ...installation, status: 'ACTIVE', updatedAt: installation.installedAt } as const
  return db
    .insertInto('installations')
    .values({ ...values, workspaceId: scope.workspaceId, generation: 1 })
    .onConflict((conflict) =>
      conflict
        .column('workspaceId')
        .doUpdateSet((row) => ({ ...values, generation: row('installations.generation', '+', 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Also holds the installation until the transaction ends. Undefined when the workspace has another one, or none. */
export async function updateInstallation(
  db: Db,
  scope: WorkspaceScope,
  change: { readonly addonId: string; readonly updatedAt: Date; readonly status?: Installation['status'] },
): Promise<Installation | undefined> {
  const { addonId, ...values } = change
  return db
    .updateTable('installations')
    .set(values)
    .where('workspaceId', '=', scope.workspaceId)
    .where('addonId', '=', addonId)
    .returningAll()
    .executeTakeFirst()
}
