import { Type, type Static } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
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

const Chosen = Type.String({ maxLength: 10_000 })

const KINDS = {
  TXT: Chosen,
  LINK: Chosen,
  NUMBER: Type.Number(),
  CHECKBOX: Type.Boolean(),
  DROPDOWN_SINGLE: Chosen,
  DROPDOWN_MULTIPLE: Type.Array(Chosen),
  USER_DROPDOWN_SINGLE: Chosen,
  USER_DROPDOWN_MULTIPLE: Type.Array(Chosen),
} as const

/** Whether a value that somebody chose is of the setting's kind; a text or a list may then also be empty. */
export function fitsSetting(definition: SettingDefinition, value: unknown): boolean {
  if (!hasShape(KINDS[definition.type], value)) return false
  if (!('allowedValues' in definition)) return true
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value]
  return chosen.every((item) => definition.allowedValues.some((allowed) => allowed === item))
}
