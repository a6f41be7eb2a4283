import { makeUuid } from '../state/ids.ts'
import type { Field, FieldOption, FieldType, Team } from '../state/model.ts'
import { COLORS } from './names.ts'
import { at } from '../../shared/cycle.ts'
import { DAY_MS, type SeedContext } from './seed-context.ts'

const FIELDS: readonly (readonly [string, FieldType])[] = [
  ['LinkedIn', 'url'],
  ['E-mail', 'email'],
  ['Phone', 'phone'],
  ['Notes', 'text'],
  ['External id', 'short_text'],
  ['Source', 'drop_down'],
  ['Skills', 'labels'],
  ['Years of experience', 'number'],
  ['Salary', 'currency'],
  ['Interview', 'date'],
  ['Relocation', 'checkbox'],
  ['Interviewers', 'users'],
  ['Related', 'tasks'],
  ['Rating', 'emoji'],
  ['Progress', 'manual_progress'],
  ['Done so far', 'automatic_progress'],
  ['Score', 'formula'],
  ['Votes', 'votes'],
  ['Where', 'location'],
  ['Files', 'attachment'],
]

const OPTIONS: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  drop_down: ['LinkedIn', 'rabota', 'Referral 🤝', 'אחר'],
  labels: ['TypeScript', 'Go', 'Figma', 'تصميم'],
}

/** One of every type, in all lists; and one for milestones of the first list only. */
export function seedFields(context: SeedContext, team: Team): void {
  for (const [name, type] of FIELDS) keepField(context, team, { name, type })
  const [firstList] = context.state.lists.keys()
  keepField(context, team, {
    name: 'Milestone code',
    type: 'short_text',
    listIds: firstList === undefined ? [] : [firstList],
    customItemIds: [1],
  })
}

type NewField = Pick<Field, 'name' | 'type'> & Partial<Pick<Field, 'listIds' | 'customItemIds'>>

function keepField({ state, random, nowMs }: SeedContext, team: Team, input: NewField): void {
  const options: readonly FieldOption[] = (OPTIONS[input.type] ?? []).map((name, index) => ({
    id: makeUuid(random),
    name,
    color: at(COLORS, index),
  }))
  const field: Field = {
    id: makeUuid(random),
    teamId: team.id,
    options,
    createdMs: nowMs - 300 * DAY_MS,
    required: false,
    hideFromGuests: input.type === 'currency',
    listIds: null,
    customItemIds: null,
    ...input,
  }
  state.fields.set(field.id, field)
}
