import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import type { ChainedEntry } from './audit-chain.ts'
import { listChain } from './audit.store.ts'

const PAGE = 1_000

/** All entries of the workspace from the first, page by page, so that a long log costs no memory. */
export async function* walkChain(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
): AsyncGenerator<readonly ChainedEntry[]> {
  for (let afterSeq = 0; ;) {
    const from = { afterSeq, limit: PAGE }
    const page = await inWorkspaceAtOnce(db, scope, (tx) => listChain(tx, scope, from))
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    afterSeq = last.seq
  }
}
