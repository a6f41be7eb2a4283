import { sql, type Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TaskClaimsTable } from '../../../storage/tables/tracked-tasks.ts'
import type { ShownClick } from '../announce/task-message.ts'
import type { TrackedTask } from '../tasks/tracked-task.store.ts'

export type Claim = Omit<Selectable<TaskClaimsTable>, 'workspaceId'>

type NewClaim = Pick<
  Claim,
  'id' | 'trackedId' | 'kind' | 'clickKey' | 'slackUserId' | 'slackUserName' | 'requestedAt'
> &
  Partial<Pick<Claim, 'status' | 'reason' | 'responseUrlSealed' | 'finishedAt'>>

/** False: this click is here already. */
export async function insertClaim(
  db: Db,
  { workspaceId }: WorkspaceScope,
  claim: NewClaim,
): Promise<boolean> {
  const row = await db
    .insertInto('taskClaims')
    .values({ status: 'waiting', ...claim, workspaceId })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'clickKey']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findClaim(db: Db, scope: WorkspaceScope, id: string): Promise<Claim | undefined> {
  return db
    .selectFrom('taskClaims')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Held until the transaction ends: clicks on one task are judged one after the other, and new ones stored meanwhile. */
export async function lockClaimed(
  db: Db,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<TrackedTask | undefined> {
  return db
    .selectFrom('trackedTasks')
    .selectAll()
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', trackedId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** The one that is at work for the task. */
export async function findWorkingClaim(
  db: Db,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<Pick<Claim, 'id'> | undefined> {
  return db
    .selectFrom('taskClaims')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('status', '=', 'working')
    .executeTakeFirst()
}

/** Begins the key of what was asked for in the API; its job alone knows who has asked. */
export const API_CLICK = 'api/'

/** In Slack, of those on the task that wait. */
export async function findNextClick(
  db: Db,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<Pick<Claim, 'id'> | undefined> {
  return db
    .selectFrom('taskClaims')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('status', '=', 'waiting')
    .where('clickKey', 'not like', `${API_CLICK}%`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Of the clicks on the same task that are not over, how many came before this one. */
export async function countClaimsAhead(
  db: Db,
  scope: WorkspaceScope,
  { id, trackedId }: Pick<Claim, 'id' | 'trackedId'>,
): Promise<number> {
  const { count } = await db
    .selectFrom('taskClaims')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('id', '<', id)
    .where('status', 'in', ['waiting', 'working'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Each attempt has a number of its own, which what it stores must bear. Undefined when it is over. */
export async function beginClaim(db: Db, scope: WorkspaceScope, id: string): Promise<Claim | undefined> {
  return db
    .updateTable('taskClaims')
    .set((is) => ({ status: 'working' as const, attempts: is('attempts', '+', 1) }))
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'working'])
    .returningAll()
    .executeTakeFirst()
}

type Attempt = Pick<Claim, 'id' | 'attempts'>

/** Why it is not done yet. False: that is known, another attempt has begun, or it is over. */
export async function noteTrying(
  db: Db,
  scope: WorkspaceScope,
  { id, attempts, reason }: Attempt & { readonly reason: string },
): Promise<boolean> {
  const row = await db
    .updateTable('taskClaims')
    .set({ reason })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', '=', 'working')
    .where(sql<boolean>`reason is distinct from ${reason}::text`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

type End = Attempt & Pick<Claim, 'status' | 'reason' | 'finishedAt'>

/** False: another attempt has begun, or it is over. */
export async function endClaim(
  db: Db,
  scope: WorkspaceScope,
  { id, attempts, ...end }: End,
): Promise<boolean> {
  const row = await db
    .updateTable('taskClaims')
    .set(end)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('status', 'in', ['waiting', 'working'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What is being tried, else why the latest click that came to an end came to none. */
export async function findShownClick(
  db: Db,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<ShownClick | undefined> {
  const latest = await db
    .selectFrom('taskClaims')
    .select(['kind', 'status', 'reason', 'slackUserName as by'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where((is) =>
      is.or([
        is.and([is('status', '=', 'working'), is('reason', 'is not', null)]),
        is('status', 'in', ['done', 'failed']),
      ]),
    )
    .orderBy(sql`status = 'working'`, 'desc')
    .orderBy('finishedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest === undefined || latest.status === 'done') return undefined
  const { kind, status, reason, by } = latest
  return { kind, by, isTried: status === 'working', reason: reason ?? '' }
}

/** Sealed, of the latest click that can still be answered. */
export async function findResponseUrl(
  db: Db,
  scope: WorkspaceScope,
  { trackedId, since }: { readonly trackedId: string; readonly since: Date },
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('taskClaims')
    .select('responseUrlSealed')
    .where('workspaceId', '=', scope.workspaceId)
    .where('trackedId', '=', trackedId)
    .where('requestedAt', '>=', since)
    .where('responseUrlSealed', 'is not', null)
    .orderBy('requestedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.responseUrlSealed ?? undefined
}

interface Forsaken {
  readonly claimId?: string | undefined
  readonly jobName: string
  readonly reason: string
  readonly finishedAt: Date
}

/** Those under way, or this one if it is, without a live job: it was cancelled, or deleted. Gives their tasks. */
export async function failForsakenClaims(
  db: Db,
  scope: WorkspaceScope,
  { jobName, reason, finishedAt, claimId }: Forsaken,
): Promise<readonly Pick<Claim, 'trackedId'>[]> {
  return db
    .updateTable('taskClaims')
    .set({ status: 'failed', reason, finishedAt })
    .where('workspaceId', '=', scope.workspaceId)
    .where('status', 'in', ['waiting', 'working'])
    .$if(claimId !== undefined, (query) => query.where('id', '=', claimId ?? ''))
    .where('id', 'not in', (is) =>
      is
        .selectFrom('jobs')
        .select(sql<string>`coalesce(jobs.payload ->> 'claimId', '')`.as('claimId'))
        .where('jobs.workspaceId', '=', scope.workspaceId)
        .where('jobs.name', '=', jobName)
        .where('jobs.state', 'in', ['ready', 'running']),
    )
    .returning('trackedId')
    .execute()
}

export async function findLastClickAt(db: Db, scope: WorkspaceScope): Promise<Date | undefined> {
  const row = await db
    .selectFrom('taskClaims')
    .select((select) => select.fn.max('requestedAt').as('at'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('responseUrlSealed', 'is not', null)
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** Everybody who has ever clicked, by the name that they had last. */
export async function listClickers(
  db: Db,
  scope: WorkspaceScope,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db
    .selectFrom('taskClaims')
    .select(['slackUserId as id', 'slackUserName as name'])
    .distinctOn('slackUserId')
    .where('workspaceId', '=', scope.workspaceId)
    .where('responseUrlSealed', 'is not', null)
    .orderBy('slackUserId')
    .orderBy('id', 'desc')
    .execute()
}
