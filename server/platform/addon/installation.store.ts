import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { InstallationsTable } from '../../storage/tables/installations.ts'

export type Installation = Selectable<InstallationsTable>

type NewInstallation = Omit<
  Installation,
  'workspaceId' | 'generation' | 'status' | 'installedAt' | 'updatedAt'
> & {
  readonly installedAt: Date
}

/** `db` is a transaction of the workspace, here and below. */
export async function findInstallation(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
): Promise<Installation | undefined> {
  return db
    .selectFrom('installations')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
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
