import type { ClickupField } from '../../../../server/connectors/clickup/index.ts'
import type { ParsedResume } from '../../../../server/connectors/huntflow/index.ts'
import {
  personInTask,
  type PersonInTask,
} from '../../../../server/features/huntflow-transfer/person/person-in-task.ts'

export interface Written {
  readonly name?: string
  readonly description?: string
  readonly fields?: readonly (readonly [name: string, text: string, type?: string])[]
}

export function aPerson({ name = '', description = '', fields = [] }: Written = {}): PersonInTask {
  const written = fields.map(([field, text, type = 'short_text']): ClickupField => ({
    id: field,
    name: field,
    type,
    value: text,
    text,
  }))
  return personInTask({ name, description, fields: written })
}

export const PARSED: ParsedResume = {
  firstName: 'Иван',
  lastName: 'Сидоров',
  middleName: 'Петрович',
  phones: ['8 029 765-43-21'],
  email: 'cv@example.com',
  salary: 4200,
  position: 'Engineer',
  company: 'Acme',
  telegram: '@sidorov',
  birthday: '1990-02-28',
}
