import { AppError, codeOf, notFound } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { isZone } from '../time-zone.ts'
import type { NewPerson, PersonChange } from './person.schemas.ts'
import { deletePerson, findPerson, insertPerson, updatePerson, type PersonRow } from './person.store.ts'

type PeopleDeps = Pick<TimeSessionDeps, 'db' | 'clock'>

// What PostgreSQL says when another row has the key, and when rows hang on this one.
const TAKEN = '23505'
const IN_USE = '23503'

export async function readPerson(
  deps: Pick<PeopleDeps, 'db'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<PersonRow> {
  const person = await inWorkspaceAtOnce(deps.db, scope, (tx) => findPerson(tx, scope, id))
  if (person === undefined) throw notFound('person', id)
  return person
}

export async function addPerson(
  deps: PeopleDeps,
  scope: WorkspaceScope,
  input: NewPerson,
): Promise<PersonRow> {
  checkZone(input)
  const at = deps.clock.now()
  const {
    externalId = null,
    email = null,
    hoursPerMonth = null,
    timeZone = null,
    overtimeHours = null,
  } = input
  const { name, enabled = true, notify = true } = input
  const rest = { name, enabled, notify, createdAt: at, updatedAt: at }
  const person = { id: newId(), externalId, email, hoursPerMonth, timeZone, overtimeHours, ...rest }
  const added = await inWorkspaceAtOnce(deps.db, scope, (tx) => insertPerson(tx, scope, person))
  if (added === undefined) throw taken(externalId)
  return added
}

export async function changePerson(
  deps: PeopleDeps,
  scope: WorkspaceScope,
  { id, ...change }: PersonChange & { readonly id: string },
): Promise<PersonRow> {
  checkZone(change)
  const write = { id, ...change, updatedAt: deps.clock.now() }
  try {
    const changed = await inWorkspaceAtOnce(deps.db, scope, (tx) => updatePerson(tx, scope, write))
    if (changed === undefined) throw notFound('person', id)
    return changed
  } catch (error) {
    throw codeOf(error) === TAKEN ? taken(change.externalId ?? null) : error
  }
}

export async function removePerson(
  deps: Pick<PeopleDeps, 'db'>,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<void> {
  try {
    const removed = await inWorkspaceAtOnce(deps.db, scope, (tx) => deletePerson(tx, scope, id))
    if (removed === undefined) throw notFound('person', id)
  } catch (error) {
    if (codeOf(error) !== IN_USE) throw error
    throw new AppError('CONFLICT', 'This person has sessions, which stay. Set `enabled` to false instead.', {
      cause: error,
    })
  }
}

function taken(externalId: string | null): AppError {
  return new AppError('CONFLICT', `Another person is Clockify's user ${externalId ?? ''} already.`)
}

function checkZone({ timeZone }: Pick<PersonChange, 'timeZone'>): void {
  if (timeZone === undefined || timeZone === null || isZone(timeZone)) return
  throw new AppError('INVALID', 'The time zone is not known.', {
    violations: [
      { in: 'body', pointer: '/timeZone', message: 'is no IANA time zone, such as Europe/Madrid' },
    ],
  })
}
