import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

export const OptionsQuery = Type.Object(
  {
    accountId: Type.Optional(
      Type.String({
        description: 'of this organisation; left out: the organisations',
        pattern: '^[1-9]\\d{0,14}$',
      }),
    ),
  },
  { additionalProperties: false },
)
export type OptionsQuery = Static<typeof OptionsQuery>

const id = Type.String({ description: "Huntflow's id" })
const name = Type.String({ description: 'as Huntflow shows it' })
const choices = (description: string) => Type.Optional(Type.Array(Type.Object({ id, name }), { description }))

export const OptionsView = Type.Object({
  accounts: choices('organisations that the connected user works in'),
  vacancies: Type.Optional(
    Type.Array(
      Type.Object({
        id,
        name,
        company: nullable(Type.String({ description: 'the company or department' })),
        state: Type.String({ description: 'OPEN or HOLD' }),
      }),
      { description: 'those that are not closed' },
    ),
  ),
  statuses: choices('stages, in their order'),
  sources: choices('where applicants come from'),
})
export type OptionsView = Static<typeof OptionsView>
