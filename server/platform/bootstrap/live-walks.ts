import { Type, type Static } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import type { Db } from '../../storage/db.ts'
import { listLiveProgress } from '../jobs/index.ts'
import { walkJob } from './start-bootstrap.ts'

/** What a walk says of itself on its job. */
export const WalkProgress = Type.Object({
  status: Type.String(),
  requests: Type.Number(),
  /** Requests at the end of the run, as far as it can be told. */
  expected: Type.Number(),
  records: Type.Number(),
})
export type WalkProgress = Static<typeof WalkProgress>

export interface LiveWalks {
  readonly byStatus: Readonly<Record<'planned' | 'running' | 'waiting', number>>
  readonly requests: number
  readonly expected: number
  readonly records: number
}

/** All runs that are not over, summed up for the metrics. Only under asSystem. */
export async function sumLiveWalks(db: Db): Promise<LiveWalks> {
  const told = await listLiveProgress(db, walkJob.name)
  const walks = told.filter((progress) => hasShape(WalkProgress, progress))
  const count = (status: string): number => walks.filter((walk) => walk.status === status).length
  const sum = (field: 'requests' | 'expected' | 'records'): number =>
    walks.reduce((total, walk) => total + walk[field], 0)
  const waiting = count('waiting')
  const running = walks.length - waiting
  return {
    byStatus: { planned: told.length - walks.length, running, waiting },
    requests: sum('requests'),
    expected: sum('expected'),
    records: sum('records'),
  }
}
