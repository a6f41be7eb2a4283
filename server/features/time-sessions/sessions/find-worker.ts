import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findPersonBy } from '../people/person-search.store.ts'
import { insertPerson, type PersonRow } from '../people/person.store.ts'
import type { NewSession } from './session.schemas.ts'

type Named = NonNullable<NewSession['person']>

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

/** Whoever is named, by the strongest of the names; left out: who asks. People come with their first session here too. */
export async function findWorker(
  deps: Pick<TimeSessionDeps, 'clock' | 'findUsers'>,
  place: Place,
  named: NewSession['person'],
): Promise<PersonRow> {
  const { tx, scope } = place
  const { actor } = scope
  const wanted = named ?? (actor.type === 'user' ? { externalId: actor.id } : undefined)
  const person =
    wanted && ((await findPersonBy(tx, scope, strongestOf(wanted))) ?? (await meet(deps, place, wanted)))
  if (person !== undefined) return person
  throw new AppError('INVALID', 'It is not clear whose session this is.', {
    violations: [
      {
        in: 'body',
        pointer: '/person',
        message: named
          ? 'is nobody here; an admin adds somebody new by giving a `name` as well'
          : 'is missing: an API key is nobody',
      },
    ],
  })
}

function strongestOf({ id, externalId, email }: Named): Pick<Named, 'id' | 'externalId' | 'email'> {
  if (id !== undefined) return { id }
  if (externalId !== undefined) return { externalId }
  return email === undefined ? { id: '' } : { email }
}

/** A user of Clockify whom the workspace's records know, or somebody new whom an admin describes. */
async function meet(
  { clock, findUsers }: Pick<TimeSessionDeps, 'clock' | 'findUsers'>,
  { tx, scope }: Place,
  { id, externalId, email, name }: Named,
): Promise<PersonRow | undefined> {
  if (id !== undefined) return undefined
  const user =
    externalId === undefined ? undefined : (await findUsers(tx, scope, [externalId])).get(externalId)
  const isAdmin = 'role' in scope.actor && scope.actor.role === 'admin'
  const described = name !== undefined && isAdmin ? { name, email: email ?? null } : undefined
  const known = user ?? described
  if (known === undefined) return undefined
  const at = clock.now()
  return insertPerson(tx, scope, {
    id: newId(),
    externalId: externalId ?? null,
    name: known.name,
    email: known.email,
    hoursPerMonth: null,
    enabled: true,
    notify: true,
    timeZone: null,
    overtimeHours: null,
    createdAt: at,
    updatedAt: at,
  })
}
