import { asSystem, type Db } from '../../storage/db.ts'
import { extendLeases, reclaimExpiredJobs } from './job.store.ts'

/** Frees the jobs of dead workers and keeps this one's. Returns those of `ids` that are its no more: cancelled, or taken over. */
export async function keepLeases(
  db: Db,
  lease: { readonly owner: string; readonly ids: readonly string[]; readonly leaseMs: number },
): Promise<readonly string[]> {
  return asSystem(db, async (tx) => {
    await reclaimExpiredJobs(tx)
    if (lease.ids.length === 0) return []
    const kept = new Set(await extendLeases(tx, lease))
    return lease.ids.filter((id) => !kept.has(id))
  })
}
