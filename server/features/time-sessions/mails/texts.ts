import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import { EN, type TextKey, type Texts } from './texts-en.ts'
import { ES } from './texts-es.ts'
import { RU } from './texts-ru.ts'

export type Language = TimeSessionSettings['language']
export type { TextKey }

export const TEXTS: Readonly<Record<Language, Texts>> = { en: EN, es: ES, ru: RU }

/** A text with its places filled in; what is put in is never read as a place itself. */
export function textOf(
  language: Language,
  key: TextKey,
  places: Readonly<Record<string, string>> = {},
): string {
  return TEXTS[language][key].replace(/\{(\w+)\}/g, (place, name: string) => places[name] ?? place)
}
