import { setLanguage, type Language } from '../i18n/index.ts'
import { writePreference } from './preferences.ts'

/** The user's own choice, for this browser. */
export function chooseLanguage(next: Language): void {
  writePreference('language', next)
  void setLanguage(next)
}
