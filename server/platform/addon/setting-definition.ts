import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { ACCESS_LEVELS } from './manifest-words.ts'

const Text = Type.String({ minLength: 1 })

const common = {
  id: Text,
  name: Text,
  description: Type.Optional(Type.String()),
  placeholder: Type.Optional(Type.String()),
  key: Type.Optional(Type.String()),
  required: Type.Optional(Type.Boolean()),
  copyable: Type.Optional(Type.Boolean()),
  readOnly: Type.Optional(Type.Boolean()),
  accessLevel: Type.Enum([...ACCESS_LEVELS]),
}

const Texts = Type.Array(Text, { minItems: 1 })

/** One setting of the manifest: its first value is of the kind that its type says. */
export const SettingDefinition = Type.Union([
  Type.Object({
    ...common,
    type: Type.Enum(['TXT', 'LINK', 'USER_DROPDOWN_SINGLE']),
    value: Text,
  }),
  Type.Object({ ...common, type: Type.Literal('NUMBER'), value: Type.Number() }),
  Type.Object({ ...common, type: Type.Literal('CHECKBOX'), value: Type.Boolean() }),
  Type.Object({ ...common, type: Type.Literal('USER_DROPDOWN_MULTIPLE'), value: Texts }),
  Type.Object({ ...common, type: Type.Literal('DROPDOWN_SINGLE'), value: Text, allowedValues: Texts }),
  Type.Object({ ...common, type: Type.Literal('DROPDOWN_MULTIPLE'), value: Texts, allowedValues: Texts }),
])
export type SettingDefinition = Static<typeof SettingDefinition>

/** Whether a value that somebody chose is of the setting's kind; a text or a choice may then also be empty. */
export function fitsSetting(definition: SettingDefinition, value: unknown): boolean {
  switch (definition.type) {
    case 'TXT':
    case 'LINK':
    case 'USER_DROPDOWN_SINGLE':
      return typeof value === 'string'
    case 'NUMBER':
      return typeof value === 'number'
    case 'CHECKBOX':
      return typeof value === 'boolean'
    case 'USER_DROPDOWN_MULTIPLE':
      return isTexts(value)
    case 'DROPDOWN_SINGLE':
      return typeof value === 'string' && definition.allowedValues.includes(value)
    case 'DROPDOWN_MULTIPLE':
      return isTexts(value) && value.every((item) => definition.allowedValues.includes(item))
  }
}

function isTexts(value: unknown): value is string[] {
  return Value.Check(Type.Array(Type.String()), value)
}
