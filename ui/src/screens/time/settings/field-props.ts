import type { SettingsProblem, TypedSettings } from './settings-input.ts'

export interface FieldsProps {
  readonly typed: TypedSettings
  readonly problems: readonly SettingsProblem[]
  readonly set: (part: Partial<TypedSettings>) => void
}
