import type { TimeSessionSettings } from '../../settings/settings.schemas.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { ru } from './ru.ts'
import type { ReportWording } from './wording.ts'

const LANGUAGES: Readonly<Record<TimeSessionSettings['language'], ReportWording>> = { en, es, ru }

export function reportTexts(language: TimeSessionSettings['language']): ReportWording {
  return LANGUAGES[language]
}
