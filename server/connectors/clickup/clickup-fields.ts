import { Type, type Static } from 'typebox'
import { askClickup, path, type ClickupSender } from './ask-clickup.ts'

/** A custom field as a list has it. */
export interface ClickupFieldDefinition {
  readonly id: string
  readonly name: string
  /** ClickUp's own word, such as `drop_down`. */
  readonly type: string
  /** Of drop-downs and labels. */
  readonly options: readonly { readonly id: string; readonly name: string }[]
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'short_text'])

export function isTextField({ type }: Pick<ClickupFieldDefinition, 'type'>): boolean {
  return TEXTS.has(type)
}

export interface ClickupFields {
  fields(listId: string): Promise<readonly ClickupFieldDefinition[]>
}

const Option = Type.Object({
  id: Type.String(),
  name: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  label: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
const Config = Type.Object({ options: Type.Optional(Type.Array(Option)) })
const Field = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  type_config: Type.Optional(Type.Union([Config, Type.Null()])),
})

export function clickupFields(sender: ClickupSender): ClickupFields {
  return {
    fields: async (listId) => {
      const answer = Type.Object({ fields: Type.Array(Field) })
      const { fields } = await askClickup(sender, answer, {
        method: 'GET',
        path: path`/list/${listId}/field`,
      })
      return fields.map(definitionOf)
    },
  }
}

function definitionOf({ id, name, type, type_config: config }: Static<typeof Field>): ClickupFieldDefinition {
  // Drop-downs name their options, labels label them.
  const options = (config?.options ?? []).map((one) => ({ id: one.id, name: one.name ?? one.label ?? '' }))
  return { id, name, type, options }
}
