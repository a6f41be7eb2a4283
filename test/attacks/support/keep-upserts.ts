import {
  closePush,
  takeLease,
  updateLeased,
} from '../../../server/features/task-upsert/tasks/push-lease.store.ts'
import { raiseWanted } from '../../../server/features/task-upsert/tasks/push.store.ts'
import { readPush } from '../../../server/features/task-upsert/tasks/read-push.ts'
import { insertTaskEvent } from '../../../server/features/task-upsert/tasks/task-event.store.ts'
import { insertFiles } from '../../../server/features/task-upsert/tasks/tracked-file.store.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../../server/storage/db.ts'

export const upsertKeyOf = (workspaceId: string) => ({
  listId: `list-of-${workspaceId}`,
  internalId: `internal-id-of-${workspaceId}`,
})

/** Pushed in every workspace: whoever pushes it again asks for nothing new. */
export const COMMON = { listId: 'list-of-both', internalId: 'pushed in both', title: 'a push' }

export function aFile(trackedId: string) {
  return { trackedId, sha256: 'abc', name: 'a file', mimeType: 'text/plain', content: Buffer.from('x') }
}

/** Has it as if it was pushed. */
export async function raise(
  tx: Tx,
  scope: WorkspaceScope,
  { title, ...key }: { readonly listId: string; readonly internalId: string; readonly title: string },
) {
  const read = readPush({ internalId: key.internalId, title })
  if (!('push' in read)) throw new Error('the push can be read')
  return raiseWanted(tx, scope, { pushes: [{ ...read.push, ...key }], at: new Date() })
}

/** A task that was pushed and is in ClickUp, with a file. Resolves to the id of its entry. */
export async function keepUpserts(
  db: Db,
  { workspaceId }: { readonly workspaceId: string },
): Promise<string> {
  const scope = systemScope(workspaceId, 'test')
  const at = new Date()
  return inWorkspace(db, scope, async (tx) => {
    await close(tx, scope, await begin(tx, scope, COMMON))
    const leased = await begin(tx, scope, { ...upsertKeyOf(workspaceId), title: 'a push' })
    const { id } = leased
    await updateLeased(tx, scope, { ...leased, change: { taskId: `task-of-${workspaceId}`, seenAt: at } })
    await insertFiles(tx, scope, [aFile(id)])
    await insertTaskEvent(tx, scope, { trackedId: id, kind: 'created', at })
    await close(tx, scope, leased)
    return id
  })
}

async function begin(tx: Tx, scope: WorkspaceScope, push: Parameters<typeof raise>[2]) {
  const [raised] = await raise(tx, scope, push)
  const { id, wantedNumber: number } = raised!
  const at = new Date()
  const lease = `lease-of-${scope.workspaceId}`
  await takeLease(tx, scope, { id, lease, now: at, leasedUntil: at })
  return { id, lease, number }
}

async function close(tx: Tx, scope: WorkspaceScope, begun: Awaited<ReturnType<typeof begin>>): Promise<void> {
  await closePush(tx, scope, { ...begun, outcome: 'created', change: { notes: '[]' } })
}
