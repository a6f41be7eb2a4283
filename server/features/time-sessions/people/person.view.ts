import type { PersonView } from './person.schemas.ts'
import type { PersonRow } from './person.store.ts'

export function personView(person: PersonRow): PersonView {
  const { id, externalId, name, email, hoursPerMonth, enabled, notify, timeZone, overtimeHours } = person
  return { id, externalId, name, email, hoursPerMonth, enabled, notify, timeZone, overtimeHours }
}
