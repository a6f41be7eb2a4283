import { Type, type Static } from 'typebox'
import { listParameters, nullable } from '../../../platform/http/index.ts'
import { moment } from '../filter.schemas.ts'

const text = (description: string, maxLength = 200) =>
  Type.String({ description, minLength: 1, maxLength, pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' })

const fields = {
  externalId: nullable(text("Clockify's user; null: not of Clockify")),
  name: text('as shown'),
  email: nullable(Type.String({ description: 'where mails go', format: 'email', maxLength: 254 })),
  hoursPerMonth: nullable(Type.Number({ description: 'hours of the contract', minimum: 0, maximum: 744 })),
  enabled: Type.Boolean({ description: 'false: left out of reports and mails' }),
  notify: Type.Boolean({ description: 'whether mails are sent' }),
  timeZone: nullable(text('IANA name', 64)),
  overtimeHours: nullable(
    Type.Number({
      description: 'a session that is longer is overtime; null: as in the workspace',
      exclusiveMinimum: 0,
      maximum: 1_000,
    }),
  ),
}

export const PersonView = Type.Object({ id: Type.String({ description: "the person's id" }), ...fields })
export type PersonView = Static<typeof PersonView>

const closed = { additionalProperties: false } as const

export const NewPerson = Type.Object(
  { ...Type.Partial(Type.Object(fields)).properties, name: fields.name },
  closed,
)
export type NewPerson = Static<typeof NewPerson>

/** What is left out stays. */
export const PersonChange = Type.Partial(Type.Object(fields), closed)
export type PersonChange = Static<typeof PersonChange>

export const PersonParams = Type.Object({
  id: Type.String({ description: "the person's id", maxLength: 200, pattern: '^[^\\u0000]*$' }),
})

export const PersonQuery = Type.Object(
  {
    externalId: Type.Optional(Type.String({ description: "only Clockify's user", maxLength: 200 })),
    email: Type.Optional(
      Type.String({ description: 'only this e-mail address, in any case', maxLength: 254 }),
    ),
    from: moment('with a session that began at this moment or later; a day is its beginning, UTC'),
    to: moment('with a session that began before this moment; a day is its beginning, UTC'),
    ...listParameters,
  },
  closed,
)
export type PersonQuery = Static<typeof PersonQuery>

export const PersonPosition = Type.Tuple([
  Type.String({ pattern: '^[^\\u0000]*$' }),
  Type.String({ pattern: '^[^\\u0000]*$' }),
])
export type PersonPosition = Static<typeof PersonPosition>
