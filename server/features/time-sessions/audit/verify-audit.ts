import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { chainStart, followChain, type ChainedEntry } from './audit-chain.ts'
import { walkChain } from './walk-chain.ts'

export interface AuditVerdict {
  readonly ok: boolean
  /** How many follow from each other. */
  readonly entries: number
  readonly firstBadSeq: number | null
}

/** Walks the whole chain of the workspace. */
export async function verifyAudit(deps: { readonly db: Db }, scope: WorkspaceScope): Promise<AuditVerdict> {
  return verifyPages(scope.workspaceId, walkChain(deps, scope))
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
