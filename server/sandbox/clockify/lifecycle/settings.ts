import { isObject, type JsonObject } from '../http/read-input.ts'
import type { Setting } from './add-on.ts'

export interface SettingChange {
  readonly id: string
  readonly value: unknown
}

/** Every setting of the tree, from tabs and groups. */
export function settingsOf(tree: unknown): readonly Setting[] {
  if (!isObject(tree)) return []
  return objectsIn(tree, 'tabs').flatMap((tab) => [
    ...readSettings(tab),
    ...objectsIn(tab, 'groups').flatMap((group) => readSettings(group)),
  ])
}

/** Changes the tree in place and returns what changed; an unknown id is named in `unknown`. */
export function applySettings(
  tree: unknown,
  changes: readonly SettingChange[],
): { readonly changed: readonly Setting[]; readonly unknown: readonly string[] } {
  const settings = new Map(settingsOf(tree).map((setting) => [setting.id, setting]))
  const changed: Setting[] = []
  const unknown: string[] = []
  for (const change of changes) {
    const setting = settings.get(change.id)
    if (setting) {
      setting.value = change.value
      changed.push(setting)
    } else unknown.push(change.id)
  }
  return { changed, unknown }
}

function readSettings(holder: JsonObject): readonly Setting[] {
  return objectsIn(holder, 'settings').filter(isSetting)
}

function objectsIn(holder: JsonObject, name: string): readonly JsonObject[] {
  const list = holder[name]
  return Array.isArray(list) ? list.filter(isObject) : []
}

function isSetting(value: JsonObject): value is JsonObject & Setting {
  return typeof value['id'] === 'string' && typeof value['name'] === 'string' && 'value' in value
}
