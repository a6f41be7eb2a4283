import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const ID = '^[\\w-]{1,64}$'

const choices = {
  listId: nullable(
    Type.String({
      description: 'the ClickUp list of tasks that name none; null: the list of the ClickUp tasks',
      pattern: ID,
    }),
  ),
  markerFieldId: nullable(
    Type.String({
      description:
        'a text field of the list that holds the internal id; null: a line at the end of the description does',
      pattern: ID,
    }),
  ),
  defaultAssigneeEmail: nullable(
    Type.String({
      description: 'who gets tasks that name nobody; null: nobody',
      maxLength: 320,
      pattern: '^[^\\s@\\u0000]+@[^\\s@\\u0000]+$',
    }),
  ),
  announce: Type.Boolean({
    description: 'whether tasks are announced in Slack, unless a push says otherwise',
  }),
  allowRelease: Type.Boolean({
    description: 'whether the one who has claimed a task may give it back in Slack',
  }),
  allowTakeOver: Type.Boolean({ description: 'whether others may take a claimed task over in Slack' }),
}

export const UpsertSettingsView = Type.Object(choices)
export type UpsertSettings = Static<typeof UpsertSettingsView>

/** What is left out stays. */
export const UpsertSettingsChange = Type.Partial(Type.Object(choices), { additionalProperties: false })
export type UpsertSettingsChange = Static<typeof UpsertSettingsChange>

export const DEFAULTS: UpsertSettings = {
  listId: null,
  markerFieldId: null,
  defaultAssigneeEmail: null,
  announce: true,
  allowRelease: true,
  allowTakeOver: false,
}
