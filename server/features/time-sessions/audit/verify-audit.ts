import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Db } from '../../../storage/db.ts'
import { chainStart, followChain } from './audit-chain.ts'
import { listChain } from './audit.store.ts'

export interface AuditVerdict {
  readonly ok: boolean
  /** How many follow from each other. */
  readonly entries: number
  readonly firstBadSeq: number | null
}

const PAGE = 1_000

/** Walks the whole chain of the workspace. */
export async function verifyAudit(deps: { readonly db: Db }, scope: WorkspaceScope): Promise<AuditVerdict> {
  let end = chainStart(scope.workspaceId)
  for (;;) {
    const afterSeq = end.seq
    const page = await inWorkspace(deps.db, scope, (tx) => listChain(tx, scope, { afterSeq, limit: PAGE }))
    const followed = followChain(end, page)
    end = followed.end
    if (followed.firstBadSeq !== null)
      return { ok: false, entries: end.seq, firstBadSeq: followed.firstBadSeq }
    if (page.length < PAGE) return { ok: true, entries: end.seq, firstBadSeq: null }
  }
}
