import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { chainStart, followChain, type ChainedEntry } from './audit-chain.ts'
import { findAuditHead } from './audit.store.ts'
import { walkChain } from './walk-chain.ts'

export interface AuditVerdict {
  readonly ok: boolean
  /** How many follow from each other. */
  readonly entries: number
  readonly firstBadSeq: number | null
}

/** Walks the whole chain of the workspace; an end that was cut off is missed too. */
export async function verifyAudit(deps: { readonly db: Db }, scope: WorkspaceScope): Promise<AuditVerdict> {
  const head = await inWorkspaceAtOnce(deps.db, scope, (tx) => findAuditHead(tx, scope))
  const verdict = await verifyPages(scope.workspaceId, walkChain(deps, scope))
  const isCut = verdict.ok && verdict.entries < (head?.seq ?? 0)
  return isCut ? { ...verdict, ok: false, firstBadSeq: verdict.entries + 1 } : verdict
}

/** Entries of one workspace, from its first on. */
export async function verifyPages(
  workspaceId: string,
  pages: AsyncIterable<readonly ChainedEntry[]>,
): Promise<AuditVerdict> {
  let end = chainStart(workspaceId)
  for await (const page of pages) {
    const followed = followChain(end, page)
    end = followed.end
    if (followed.firstBadSeq !== null)
      return { ok: false, entries: end.seq, firstBadSeq: followed.firstBadSeq }
  }
  return { ok: true, entries: end.seq, firstBadSeq: null }
}
