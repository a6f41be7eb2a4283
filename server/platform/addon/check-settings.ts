import { hasShape } from '../../shared/has-shape.ts'
import { AppError, type Violation } from '../../shared/errors.ts'
import type { SettingValue } from './addon-setting.store.ts'
import { AddonSettings } from './addon-settings.ts'
import { fitsSetting, type SettingDefinition } from './setting-definition.ts'

/** The settings that the manifest knows, and the ids of the others; throws INVALID when a value is of another kind. */
export function checkSettings(
  definitions: readonly SettingDefinition[],
  changed: readonly SettingValue[],
  pointer: string,
): { readonly values: readonly SettingValue[]; readonly unknownIds: readonly string[] } {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]))
  const violations = changed.flatMap(({ id, value }, index): Violation[] => {
    const definition = byId.get(id)
    if (!definition || fits(definition, value)) return []
    return [
      {
        in: 'body',
        pointer: `${pointer}/${index}/value`,
        message: `is no value for the setting ${id} of type ${definition.type}`,
      },
    ]
  })
  if (violations.length > 0)
    throw new AppError('INVALID', 'A setting has a value that does not fit it.', { violations })
  const known = new Map(changed.filter(({ id }) => byId.has(id)).map(({ id, value }) => [id, value]))
  return {
    values: [...known].map(([id, value]) => ({ id, value })),
    unknownIds: changed.filter(({ id }) => !byId.has(id)).map(({ id }) => id),
  }
}

function fits(definition: SettingDefinition, value: unknown): boolean {
  if (!fitsSetting(definition, value)) return false
  const own = Object.entries(AddonSettings.properties).find(([id]) => id === definition.id)
  return own === undefined || hasShape(own[1], value)
}
