import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { pageOf, readCursor, type Page } from '../../storage/keyset-page.ts'
import type { OutboxQuery } from './mail.schemas.ts'
import { listMails, type ListedMail } from './outbox.store.ts'

const STORED = {
  waiting: ['waiting', 'sending', 'gathered'],
  sent: ['sent'],
  failed: ['failed'],
} as const satisfies Record<NonNullable<OutboxQuery['status']>, readonly ListedMail['status'][]>

export async function searchOutbox(
  deps: { readonly db: Db },
  scope: WorkspaceScope,
  { status, cursor, limit }: OutboxQuery,
): Promise<Page<ListedMail>> {
  const statuses = status && STORED[status]
  const page = { statuses, before: readCursor(cursor), limit: limit + 1 }
  const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listMails(tx, scope, page))
  return pageOf(rows, limit, (row) => row.id)
}
